import 'server-only';
import { type Configuration, registerOTel } from '@vercel/otel';
import { requestId } from './http-exchange';

/**
 * Sends the framework's spans to an OpenTelemetry collector; where to, the exporter reads from OpenTelemetry's own
 * variables. It does so in batches, behind the requests: a collector that does not answer costs spans and nothing else.
 */
export function sendTraces(): void {
  registerOTel({
    serviceName: 'latchkey',
    // The framework traces what it fetches by itself.
    instrumentations: [],
    // A client's `traceparent` would switch sampling on, and its `tracestate` write into every span.
    propagators: [],
    spanProcessors: [redaction, 'auto'],
  });
}

/** Before a span is sent: spans come with whole addresses, in which links have their tokens, and with errors' messages. */
const redaction: SpanProcessor = {
  onStart(span) {
    const id = requestId();
    if (id) span.setAttribute('request.id', id);
  },
  onEnd(span) {
    for (const [name, value] of Object.entries(span.attributes)) {
      if (!HARMLESS.has(name)) delete span.attributes[name];
      else if (typeof value === 'string') span.attributes[name] = withoutQuery(value);
    }
    for (const event of span.events)
      event.attributes = { 'exception.type': event.attributes?.['exception.type'] };
    Object.assign(span, { name: withoutQuery(span.name) });
    delete span.status.message;
  },
  forceFlush: async () => {},
  shutdown: async () => {},
};

/** All other attributes are dropped. `http.target` is one: a mistyped link is a path that holds a token. */
const HARMLESS = new Set([
  'error.type',
  'http.method',
  'http.route',
  'http.status_code',
  'http.url',
  'net.peer.name',
  'net.peer.port',
  'next.page',
  'next.route',
  'next.rsc',
  'next.span_name',
  'next.span_type',
  'operation.name',
  'request.id',
  'resource.name',
]);

function withoutQuery(text: string): string {
  return text.replace(/[?#].*$/s, '');
}

type SpanProcessor = Exclude<NonNullable<Configuration['spanProcessors']>[number], 'auto'>;
