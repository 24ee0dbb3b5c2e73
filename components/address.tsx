import { Fragment, type ReactNode } from 'react';

/** An email address: from left to right in every language, and where it must break, before its @ or a dot. */
export function Address({ children }: { children: ReactNode }) {
  return (
    <bdi dir="ltr">
      <Breakable>{String(children)}</Breakable>
    </bdi>
  );
}

/** A sentence with addresses in it, which may break as they do. */
export function Breakable({ children }: { children: string }) {
  return children.split(/(?<=\S)(?=[@.]\S)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: The parts of one text never change places.
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
