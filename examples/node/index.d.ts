import type { components, operations } from './control-api';

export type Schemas = components['schemas'];

type Json<T> = T extends { content: { 'application/json': infer B } } ? B : never;
type PathOf<O> = O extends { parameters: { path: infer P } } ? P : {};
/** What the path names beside the tenant. */
type Named<O> = PathOf<O> extends { app: infer A } ? [app: A] : PathOf<O> extends { id: infer I } ? [id: I] : [];
type Body<O> = O extends { requestBody?: never } ? []
  : O extends { requestBody: infer B } ? [body: Json<B>]
  : O extends { requestBody?: infer B } ? [body?: Json<NonNullable<B>>] : [];
type Query<O> = O extends { parameters: { query: never } } ? []
  : O extends { parameters: { query?: infer Q } } ? ([NonNullable<Q>] extends [never] ? [] : [query?: NonNullable<Q>]) : [];
type Content<R> = R extends { content: infer C } ? C[keyof C] : void;
type Result<O> = O extends { responses: infer R }
  ? { [S in Extract<keyof R, 200 | 201 | 204>]: Content<R[S]> }[Extract<keyof R, 200 | 201 | 204>] : never;
type Method<O> = (...given: [...Named<O>, ...Body<O>, ...Query<O>]) => Promise<Result<O>>;

type OfTenant = { [O in keyof operations]: PathOf<operations[O]> extends { tenant: string } ? O : never }[keyof operations];

/** One method for each operation of a tenant, under its `operationId`. */
export type TenantOperations = { [O in OfTenant]: Method<operations[O]> };
/** One method for each operation that is about no tenant. */
export type ServerOperations = { [O in Exclude<keyof operations, OfTenant>]: Method<operations[O]> };

export interface Tenant extends TenantOperations {}
export class Tenant {
  private constructor();
  readonly server: Server;
  /** What the app took and should have refused; a test fails by it at its end, unless it has emptied this. */
  readonly acceptedForgeries: Schemas['AcceptedForgery'][];
  readonly name: string;
  /** With `/wiki`. */
  readonly baseUrl: string;
  /** Where the app under test fetches install keys. */
  readonly keysUrl: string;
  readonly clientKey: string;
  readonly cloudId: string;
  readonly authorizationServer: string;
  readonly admin: string;
  /** The log as text, the same in every run. `only` is a filter in words, e.g. `from-app POST 401`. */
  snapshot(only?: string): Promise<string>;
  /** The log as one HTML page. */
  report(): Promise<string>;
}

export type TenantOptions = Partial<Schemas['NewTenant']>;

export interface Server extends ServerOperations {}
export class Server {
  private constructor();
  /** Starts the binary: `binary`, else `MOCKFLUENCE_BINARY`, else `mockfluence` on the path. */
  static start(options?: { binary?: string; args?: string[] }): Promise<Server>;
  /** The line that it printed. */
  readonly ready: Record<string, unknown>;
  /** The keys with which all tenants of this server sign installs. */
  readonly keysUrl: string;
  newTenant(options?: TenantOptions): Promise<Tenant>;
  ask(method: string, path: string, request?: { body?: unknown; query?: Record<string, unknown> }): Promise<unknown>;
  stop(): Promise<void>;
}

/** What the control API refused: the words of the host or the app, and the end of the log. */
export class MockfluenceError extends Error {
  readonly status: number;
  readonly problem: Schemas['Problem'] | string | undefined;
}

/** The tenants of one test: for a framework that has no fixture here. */
export class TestTenants {
  constructor(label: string);
  start(options?: TenantOptions): Promise<Tenant>;
  /** Stops them; leaves a report of each first, if the test has failed. Rejects if an app accepted a forgery. */
  end(failed: boolean): Promise<void>;
}

/** The one server of this process, started when it is first asked for. */
export function server(): Promise<Server>;
export function stopServer(): Promise<void>;
