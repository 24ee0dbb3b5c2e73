import Link from 'next/link';
import { Notice } from '@/components/ui/notice';
import type { PasskeyAdvice } from '@/lib/passkeys/health';

/** What to see to about one's passkeys, and the one thing to do about it; nothing where all is in order. */
export function HealthLine({ advice }: { advice: PasskeyAdvice | null }) {
  if (!advice) return null;
  const { sentence, action } = advice;
  return (
    <Notice>
      {sentence}{' '}
      <Link href={action.href} prefetch={false} className="link">
        {action.label}
      </Link>
    </Notice>
  );
}
