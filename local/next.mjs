// Next's command line, leaving as soon as the process that started it is gone, however it went.
process.on('disconnect', () => process.exit());
// Listening must not keep Next alive when it has nothing left to do.
process.channel?.unref();

await import('next/dist/bin/next');
