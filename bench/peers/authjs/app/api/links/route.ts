import { takeLinks } from '../../../../links';

export const dynamic = 'force-dynamic';

export function GET() {
  return Response.json(takeLinks());
}
