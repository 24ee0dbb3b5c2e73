import { readiness } from '@/lib/health/readiness';

export const dynamic = 'force-dynamic';

/** For load balancers: 200 while this instance can serve, 503 while it cannot, and which check says so. */
export async function GET(): Promise<Response> {
  const { fit, checks } = await readiness();
  return Response.json(
    { status: fit ? 'ok' : 'unfit', checks },
    { status: fit ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
  );
}
