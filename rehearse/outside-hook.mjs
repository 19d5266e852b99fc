// In a function's process: sends what would leave AWS (the sign-in's keys, CloudFormation's address for answers) to the
// loopback. No other host is reached.
const outside = process.env.REHEARSAL_OUTSIDE;
const real = globalThis.fetch;
if (outside !== undefined)
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.hostname === '127.0.0.1') return real(input, init);
    return real(`${outside}/${url.hostname}${url.pathname}${url.search}`, init);
  };
