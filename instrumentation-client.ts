import { allowOwnScripts } from '@/lib/trusted-types';

// Before any page comes to life (Next.js documentation, "instrumentation-client").
allowOwnScripts();
