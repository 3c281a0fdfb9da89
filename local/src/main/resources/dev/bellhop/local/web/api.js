/** What could not be done, in a sentence for people. */
class Problem extends Error {
  /** @param status of HTTP; 0 where the server could not be reached */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

export const get = (path) => call(path, {});

export const post = (path, body) =>
  call(path, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)});

/** Hands a file over, for a message to come. */
export const upload = (file, user) =>
  call(`files?${new URLSearchParams({user, name: file.name, type: file.type})}`,
    {method: 'POST', headers: {'Content-Type': 'application/octet-stream'}, body: file});

async function call(path, init) {
  let response;
  try {
    response = await fetch(`/local/${path}`, init);
  } catch {
    throw new Problem('The server can’t be reached. Is bin/local running?', 0);
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Problem(answer?.error ?? `The server answered ${response.status}.`, response.status);
  }
  return answer;
}
