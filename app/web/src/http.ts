// Requests to the service: JSON in and out, the word of the session, problems as errors.

export class Refusal extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

interface Fault {
  found?: string;
  expected?: string;
  remedy?: string;
}

interface Problem {
  title?: string;
  detail?: string;
  faults?: Fault[];
}

export interface Progress {
  part: string;
  done: number;
  total: number;
}

const csrf = (): string => document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";

export async function send<T>(
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
  url: string,
  body?: unknown,
  version?: number,
): Promise<T> {
  const response = await request(method, url, body, version);
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}

/** What the service makes of a review when it is first asked for; `progress` hears how far it is. */
export async function made<T>(url: string, progress: (so: Progress) => void): Promise<T> {
  for (;;) {
    const response = await request("GET", url);
    if (response.status !== 202) return (await response.json()) as T;
    progress((await response.json()) as Progress);
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
}

async function request(method: string, url: string, body?: unknown, version?: number): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: "application/json",
    "Accept-Language": document.documentElement.lang,
  };
  if (method !== "GET") headers["X-CSRF-Token"] = csrf();
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (version !== undefined) headers["If-Match"] = `"${version}"`;
  const options: RequestInit = { method, headers, credentials: "same-origin" };
  if (body !== undefined) options.body = JSON.stringify(body);
  const response = await fetch(url, options);
  if (!response.ok && response.status !== 304) throw await refusal(response);
  return response;
}

async function refusal(response: Response): Promise<Refusal> {
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const faults = (problem.faults ?? []).map((f) => [f.found, f.remedy].filter(Boolean).join(" – "));
  const words = [problem.title ?? response.statusText, ...faults].filter(Boolean).join(": ");
  return new Refusal(words || String(response.status), response.status);
}
