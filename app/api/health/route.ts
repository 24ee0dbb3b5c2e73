import { readiness } from '@/lib/health/readiness';
import { policy } from '@/lib/policy';

export const dynamic = 'force-dynamic';

/** For load balancers: 200 while this instance can serve, 503 while it cannot, and which check says so. */
export async function GET(): Promise<Response> {
  const { fit, checks } = await readiness();
  const headers = { 'Cache-Control': 'no-store' };
  if (fit) return Response.json({ status: 'ok', checks }, { headers });
  return Response.json(
    { status: 'unfit', checks },
    { status: 503, headers: { ...headers, 'Retry-After': String(policy.retryUnavailable) } },
  );
}
