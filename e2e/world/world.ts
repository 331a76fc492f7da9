import { randomUUID } from 'node:crypto';
import { Api } from './api.ts';

/** Who somebody is, and what they type to sign in. */
export interface Identity {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
}

/** Somebody with an account. */
export interface Person extends Identity {
  readonly id: string;
  readonly token: string;
  readonly api: Api;
}

/** A message as the API tells it. */
export interface StoredMessage {
  readonly seq: number;
  readonly kind: 'TEXT' | 'SYSTEM';
  readonly text: string | null;
  readonly sender: { readonly id: string };
}

/** Sets up through the API what a test is not about. Every name is a new one, so that tests share an installation. */
export class World {
  readonly #urls: readonly string[];
  #turn = 0;

  /** `urls`: where the nodes of the installation answer. One person after the other uses the next of them. */
  constructor(urls: readonly string[]) {
    this.#urls = urls;
  }

  /** Somebody without an account yet. */
  stranger(name: string): Identity {
    const suffix = randomUUID().slice(0, 6);
    return { username: `${name.toLowerCase()}-${suffix}`, displayName: `${name} ${suffix}`, password: `the secret of ${suffix}` };
  }

  /** `displayName`: for a picture, in which nothing may be another one every time. */
  async person(name: string, { displayName }: { displayName?: string } = {}): Promise<Person> {
    const stranger = this.stranger(name);
    const identity = displayName === undefined ? stranger : { ...stranger, displayName };
    const url = this.#nextUrl();
    const { register } = await new Api(url).ask<{ register: { accessToken: string; viewer: { id: string } } }>(
      'mutation ($input: RegisterInput!) { register(input: $input) { accessToken viewer { id } } }',
      { input: identity },
    );
    return signedIn(identity, url, register);
  }

  /** The account that somebody made in the page. */
  async personOf(identity: Identity): Promise<Person> {
    const url = this.#nextUrl();
    const { login } = await new Api(url).ask<{ login: { accessToken: string; viewer: { id: string } } }>(
      'mutation ($input: LoginInput!) { login(input: $input) { accessToken viewer { id } } }',
      { input: { username: identity.username, password: identity.password } },
    );
    return signedIn(identity, url, login);
  }

  #nextUrl(): string {
    const url = this.#urls[this.#turn++ % this.#urls.length];
    if (url === undefined) throw new Error('A world needs a node.');
    return url;
  }

  /** Gives the conversation's id. */
  async direct(person: Person, other: Person): Promise<string> {
    const { startDirect } = await person.api.ask<{ startDirect: { id: string } }>(
      'mutation ($userId: ID!) { startDirect(userId: $userId) { id } }',
      { userId: other.id },
    );
    return startDirect.id;
  }

  /** Gives the conversation's id. */
  async group(owner: Person, members: readonly Person[], name: string): Promise<string> {
    const { createGroup } = await owner.api.ask<{ createGroup: { id: string } }>(
      'mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }',
      { input: { name, memberIds: members.map(({ id }) => id) } },
    );
    return createGroup.id;
  }

  async send(sender: Person, conversationId: string, text: string): Promise<void> {
    await sender.api.ask('mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }', {
      input: { conversationId, clientMessageId: randomUUID(), text },
    });
  }

  /** Each is a contact of the other from now on (PEOPLE-2). */
  async contacts(one: Person, other: Person): Promise<void> {
    await one.api.ask('mutation ($userId: ID!) { requestContact(userId: $userId) { seq } }', { userId: other.id });
    await other.api.ask('mutation ($userId: ID!) { acceptContact(userId: $userId) { seq } }', { userId: one.id });
  }

  /** Says how far messages of a conversation came to the person. */
  async acknowledge(person: Person, conversationId: string, marks: { deliveredSeq?: number; readSeq?: number }): Promise<void> {
    await person.api.ask(
      'mutation ($id: ID!, $deliveredSeq: Int, $readSeq: Int) { acknowledge(conversationId: $id, deliveredSeq: $deliveredSeq, readSeq: $readSeq) { readSeq } }',
      { id: conversationId, ...marks },
    );
  }

  /** Two people with a direct conversation in which Ben has said `Hello`. */
  async twoPeopleTalking(): Promise<{ ana: Person; ben: Person; conversationId: string }> {
    const [ana, ben] = await Promise.all([this.person('Ana'), this.person('Ben')]);
    const conversationId = await this.direct(ana, ben);
    await this.send(ben, conversationId, 'Hello');
    return { ana, ben, conversationId };
  }

  /** What was written in a conversation, as the API tells it, oldest first. */
  async texts(person: Person, conversationId: string): Promise<(string | null)[]> {
    return (await this.messages(person, conversationId)).filter(({ kind }) => kind === 'TEXT').map(({ text }) => text);
  }

  /** What the API tells of a conversation's newest messages, oldest first. */
  async messages(person: Person, conversationId: string, last = 100): Promise<StoredMessage[]> {
    const { conversation } = await person.api.ask<{ conversation: { messages: { edges: { node: StoredMessage }[] } } }>(
      'query ($id: ID!, $last: Int!) { conversation(id: $id) { messages(last: $last) { edges { node { seq kind text sender { id } } } } } }',
      { id: conversationId, last },
    );
    return conversation.messages.edges.map(({ node }) => node);
  }
}

function signedIn(identity: Identity, url: string, { accessToken, viewer }: { accessToken: string; viewer: { id: string } }): Person {
  return { ...identity, id: viewer.id, token: accessToken, api: new Api(url, accessToken) };
}
