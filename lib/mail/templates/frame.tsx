import type { Translate } from '@/lib/messages/format';
import { directionOf } from '@/lib/messages/languages';
import { Cell } from './cell';
import type { Letter } from './letter';
import { font, light, sheet } from './theme';

/**
 * The document around a letter. Language and direction stand on more than the root, which webmail throws away; alignment is
 * written as left or right, for Word knows no start.
 */
export function Frame({ letter, appName, t }: FrameProps) {
  const { subject, preview, heading = subject, because, body } = letter;
  const dir = directionOf(t.locale);
  const align = dir === 'rtl' ? 'right' : 'left';
  const spoken = { lang: t.locale, dir };

  return (
    <html {...spoken}>
      {/* biome-ignore lint/style/noHeadElement: a mail is no page of Next. */}
      <head>
        <meta httpEquiv="Content-Type" content="text/html; charset=utf-8" />
        <title>{subject}</title>
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        {/* A code is no telephone number. */}
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <style>{sheet}</style>
      </head>
      <body className="canvas" style={{ backgroundColor: light.canvas, margin: 0, padding: 0 }}>
        <Preview>{preview}</Preview>
        <Cell
          table={{ width: '100%', className: 'canvas', style: { backgroundColor: light.canvas }, ...spoken }}
          style={{ padding: '24px 16px', fontFamily: font }}
        >
          <div style={columnStyle}>
            <Cell table={{ align: 'center', width: '100%', style: columnStyle, ...spoken }} align={align}>
              <p className="ink" data-skip-in-text="true" style={appNameStyle}>
                {appName}
              </p>
              <Cell
                table={{ width: '100%', className: 'card', style: cardStyle }}
                align={align}
                className="inner"
                style={{ padding: 32 }}
              >
                <div {...spoken} style={{ textAlign: align }}>
                  <h1 className="ink" style={headingStyle}>
                    {heading}
                  </h1>
                  {body}
                </div>
              </Cell>
              {because && (
                <p className="muted" style={reasonStyle}>
                  {t(`mails.${because}`, { appName })}
                </p>
              )}
            </Cell>
          </div>
        </Cell>
      </body>
    </html>
  );
}

/** Unseen in the mail itself. What fills it up takes no room either, and keeps inboxes from reading on into the mail. */
function Preview({ children }: { children: string }) {
  return (
    <div data-skip-in-text="true" style={unseen}>
      {children}
      {'\u034f\u200c\u00a0'.repeat(120)}
    </div>
  );
}

/** Too small and too pale to be read where nothing can be hidden. */
const unseen = { display: 'none', msoHide: 'all', fontSize: 1, lineHeight: '1px', color: light.canvas };
/** Twice: Word keeps tables alone to it, and Apple's programs all but tables. */
const columnStyle = { maxWidth: 480, margin: '0 auto' };
const appNameStyle = {
  color: light.ink,
  fontSize: 16,
  lineHeight: '24px',
  fontWeight: 600,
  margin: '0 8px 16px',
};
const headingStyle = {
  color: light.ink,
  fontSize: 22,
  lineHeight: '28px',
  fontWeight: 600,
  margin: '0 0 12px',
};
const reasonStyle = { color: light.muted, fontSize: 13, lineHeight: '20px', margin: '16px 8px 0' };
const cardStyle = {
  backgroundColor: light.card,
  border: `1px solid ${light.line}`,
  borderRadius: 12,
  borderCollapse: 'separate',
} as const;

type FrameProps = { letter: Letter; appName: string; t: Translate };
