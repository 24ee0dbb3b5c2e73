const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Every limit and lifetime, with its reason. Durations are in seconds. */
export const policy = {
  link: {
    /** Link and code: OWASP ASVS 5.0, 6.5.5 and NIST SP 800-63B-4, 3.1.3.2 allow ten minutes at most. */
    lifetime: 10 * minute,
    /** Bytes of the link's secret: 256 bits, beyond guessing. */
    secretBytes: 32,
    /** Characters of the code: 8 of base32 are 40 bits, which the tries below keep out of reach. */
    codeLength: 8,
    /** Mails whose secrets live side by side in one link request, so that a second mail does not break the first. */
    liveMails: 3,
    /** Wrong tries that end a link request. */
    tries: 5,
    /** Code tries in a row against one mailbox, over any number of mails (NIST SP 800-63B-4, 3.2.2)… */
    accountTries: 100,
    /** …counted over this long, or until the code is right. The link stays good: 256 bits are not guessed. */
    accountTriesWindow: 30 * day,
    /** How long a browser may ask again for what it asked for, and is told that a link was used. */
    requestLifetime: hour,
    /** Life of the cookie that ties link requests and challenges to the browser that asked. */
    browserLifetime: day,
  },

  /** OWASP Password Storage Cheat Sheet, the memory-lean setting for Argon2id. */
  argon2: { memoryCost: 19_456, timeCost: 2, parallelism: 1 },

  /** Mails to one mailbox (`+tags` and case share it): enough for anyone, useless for flooding. */
  mailsPerMailbox: [
    { count: 1, window: minute },
    { count: 5, window: hour },
    { count: 10, window: day },
  ],
  /** Mails asked for by one client address. */
  mailsPerClient: { count: 10, window: 10 * minute },

  challenge: {
    /** WebAuthn L3, 13.4.3 asks for 16 bytes at least. */
    bytes: 32,
    /** As long as the ceremony may take: WebAuthn L3 recommends 300 to 600 s. */
    lifetime: 300,
  },
  /**
   * Challenges begun by one client address: one a second, all the time. A sign-in page takes one when it opens and one
   * every 225 s, its button another where that is older than a minute: two hundred people behind one address sign in within
   * ten minutes, or leave as many pages open. In the store they take some hundred kilobytes.
   */
  challengesPerClient: { count: 600, window: 10 * minute },
  /** Most credential IDs allowed to one account; enough for every device, and it bounds `excludeCredentials`. */
  passkeysPerAccount: 10,
  /** How often one client may ask whether a passkey is anybody's: after a refused sign-in, and hardly ever. */
  unknownPasskeysPerClient: { count: 10, window: 10 * minute },
  /** Unused for so long, a passkey may be on a device that is gone: even the longest session has ended three times. */
  passkeyUnused: 90 * day,

  session: {
    /** However busy, a session ends after this long (NIST SP 800-63B-4, AAL1: 30 days at most)… */
    lifetime: 30 * day,
    /** …and sooner when nobody has used it. */
    idle: 7 * day,
    /** Sessions of one account; signing in once more ends the one seen longest ago. */
    perAccount: 20,
    /** "Last seen" is this coarse, so that reading a page seldom writes. */
    seenEvery: 5 * minute,
  },
  /** Anything that could lock an owner out or let a stranger in needs an authentication this recent. */
  stepUp: 10 * minute,

  /** New addresses asked for, and sets of recovery codes made, by one account: both cost hashes and mails. */
  changesPerAccount: { count: 10, window: 10 * minute },

  /** "This wasn't me" in a mail about one's account: long enough for whoever reads mail on Sundays only. */
  notMe: 7 * day,
  /** Events on one page of an account's activity. */
  eventsPerPage: 25,

  recovery: {
    /** Codes of a set. */
    codes: 10,
    /** Characters of a code: 16 of base32 are 80 bits, beyond guessing (NIST SP 800-63B-4, 4.2.1.1 asks for 64). */
    codeLength: 16,
    /** The delayed way back: time for the owner to read the mail about it and stop it… */
    wait: day,
    /** …and then so long to come in. */
    open: 2 * day,
    /** Tries by one client address: each costs an Argon2 hash. */
    triesPerClient: { count: 10, window: 10 * minute },
    /** How often a server looks whose wait is over; nobody has to come back to the minute. */
    tellEvery: minute,
  },

  /** Clearing away what has expired. Expired rows are worth nothing already: this only gives their room back. */
  upkeep: {
    /** Rows of one statement: some milliseconds, so that nobody waits for a row or a connection. */
    batch: 1_000,
    /** How long one run goes on, in seconds. The next run does the rest. */
    runFor: 5,
    /** How long one that a scheduler asks for, perhaps once a day only; less than a minute, for the sake of proxies. */
    scheduledFor: 50,
    /** How often a server that keeps running does it. */
    every: 10 * minute,
    /** Security events: no shorter than `knownBrowser`, since "This wasn't me" makes known browsers unknown again. */
    events: 400 * day,
  },

  /** How long it can be told that an operator's link was used or too old; it works as long as a mailed one. */
  operatorLinkTrace: 7 * day,

  /** How long a browser greets its person by name. */
  remembered: 30 * day,
  /** A language is chosen once. Browsers keep no cookie for longer. */
  language: 400 * day,
  /** How long a browser is known to an account that signed in there: as long as browsers keep a cookie. */
  knownBrowser: 400 * day,
  offer: {
    /** "Not now". */
    snooze: 30 * day,
    /** "Don't ask again": as long as browsers keep a cookie. */
    never: 400 * day,
  },

  /** How long the browser that deleted an account may tell its passkey manager: a page's life, and a reload. */
  goodbye: 5 * minute,

  /** How long a security.txt is good for: RFC 9116, 2.5.5 wants less than a year. */
  securityTxt: 180 * day,

  /** Lengths in characters as people see them. */
  names: {
    username: { shortest: 3, longest: 32 },
    name: { longest: 64 },
    passkeyName: { longest: 64 },
  },

  health: {
    /** One check, in milliseconds: above what a service may take to answer once, below the 3 s of a load balancer. */
    patience: 2_500,
    /** How long a server that has started waits before it looks into everything and logs it, in milliseconds. */
    afterStart: 2_000,
    /** A report is good for everybody who asks within this time: whoever asks all the time costs no more than this. */
    kept: 2,
    /** Takers of one value at once, where it is tried whether one alone gets it: enough to catch a race. */
    takers: 8,
    /** Life of that value, should nobody take it. */
    trial: 10,
    /** How far our clock may be from the database's. Step-up and the delayed recovery compare the two… */
    clockNoticed: 5,
    /** …and ten minutes must not become noticeably more or fewer. */
    clockTolerated: 30,
  },

  hashing: {
    /**
     * Hashes made at once, where there are as many cores: half of the four threads that Node has for them and for names,
     * files and compression. Each takes 19 MiB and 14 ms of a core.
     */
    atOnce: 2,
    /** Hashes in line beyond which nothing is begun that needs one: a second's work, while the rest goes on too. */
    waiting: 60,
  },

  requests: {
    /** Requests that one process lets in at once, half of them of one client: at 10 to 20 ms each, the last waits two seconds. */
    atOnce: 100,
    /** How many of them are worked on side by side while the thread is busy; the others wait in line… */
    together: 8,
    /** …and move up when one is done or the thread is no longer busy, which is looked at every so many milliseconds. */
    lookEvery: 100,
    /** Seconds after which one no longer counts, done or not: longer than anything waits for services. */
    longest: 10,
    /** Seconds after which to try again what was refused because there was too much to do. */
    retryAfter: 5,
  },

  /** Bytes of any request body: the largest honest one, a registration, is below 10 kB. */
  bodyLimit: 100_000,

  /**
   * How long anything outside the process may take to answer, in milliseconds; `page`, how long a page may take whose
   * action has waited in vain before, so that both together are below three seconds; `request`, how long a client may
   * take to send one: half a minute for ten kilobytes, on the slowest of lines.
   */
  patience: { store: 2_000, mail: 10_000, page: 500, request: 30_000 },
  /** Seconds after which to try again what a service did not answer: most of them are back by then, or not for long. */
  retryUnavailable: 5,
  /** Seconds after which a mail that is neither sent nor given up has gone down with its server. */
  mailLost: 15,
} as const;
