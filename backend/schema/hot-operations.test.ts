import fc from 'fast-check';
import { buildSchema, type ExecutionArgs, execute, type GraphQLSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { HotOperations } from './hot-operations.ts';
import { schema } from './index.ts';

/** Every kind of field that a compiler could get wrong, with resolvers that answer at once, later, with errors and with nothing. */
const zoo = makeZoo();

function makeZoo(): GraphQLSchema {
  const made = buildSchema(`
    interface Animal { name: String! }
    type Cat implements Animal { name: String! lives: Int friends(first: Int = 2): [Animal!]! }
    type Dog implements Animal { name: String! good: Boolean! keeper: Keeper }
    type Keeper { name: String! missing: String! late: Int }
    union Pet = Cat | Dog
    enum Mood { CALM WILD }
    input Detail { size: Int! colours: [[String!]!] }
    input Wish { name: String! mood: Mood = CALM tags: [String!] nested: Detail }
    input Nest { name: String! inner: [Nest!] }
    type Query { nest(nest: Nest): String cat: Cat dog: Dog! pets(mood: Mood): [Pet] fail: Int failLater: Int! wish(wish: Wish!): String id(id: ID, n: Int, b: Boolean): String }
    type Mutation { first: Int second: Int! }
  `);
  const dog = { __typename: 'Dog', name: 'Rex', good: true, keeper: { name: 'Kim', missing: null, late: 3 } };
  const cat = { __typename: 'Cat', name: 'Tom', lives: null };
  const turns: string[] = [];
  const resolvers: Record<string, Record<string, (root: unknown, args: Record<string, unknown>) => unknown>> = {
    Query: {
      cat: async () => cat,
      dog: () => dog,
      pets: (_root, { mood }) => (mood === 'WILD' ? [cat, null, Promise.resolve(dog)] : []),
      fail: () => {
        throw new AppError('CONFLICT', 'It is so.', { field: 'input.text' });
      },
      failLater: () => Promise.reject(new Error('secret')),
      nest: (_root, args) => JSON.stringify(args),
      wish: (_root, args) => JSON.stringify(args),
      id: (_root, args) => JSON.stringify(args),
    },
    Cat: { friends: (_root, { first }) => [dog, cat, dog].slice(0, Number(first)) },
    Keeper: { late: async () => 7 },
    Mutation: {
      first: async () => {
        await new Promise(setImmediate);
        return turns.push('first') && 1;
      },
      second: () => (turns.splice(0).includes('first') ? 2 : 0),
    },
  };
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = made.getType(typeName);
    if (type === undefined || !('getFields' in type)) throw new Error(`There is no ${typeName}.`);
    for (const [name, resolve] of Object.entries(fields)) Object.assign(type.getFields()[name] ?? {}, { resolve });
  }
  return made;
}

/** The answer as it would travel, from both. */
async function both(operation: ExecutionArgs): Promise<{ compiled: unknown; plain: unknown }> {
  const travel = async (result: unknown) => JSON.parse(JSON.stringify(await result)) as unknown;
  return { compiled: await travel(new HotOperations(0).run(operation)), plain: await travel(execute(operation)) };
}

function operationOf(query: string, rest: Partial<ExecutionArgs> = {}): ExecutionArgs {
  const document = parse(query);
  const from = rest.schema ?? zoo;
  expect(validate(from, document)).toEqual([]);
  return { schema: from, document, ...rest };
}

describe('a compiled operation answers as graphql-js does', () => {
  it.each([
    '{ cat { name lives } dog { name } }',
    '{ a: cat { b: name c: name __typename } b: cat { lives } }',
    'query Pets { pets(mood: WILD) { __typename ... on Cat { name friends { name ... on Dog { good } } } ...dog } } fragment dog on Dog { good keeper { name late } }',
    '{ cat { friends(first: 3) { name } } cat { friends(first: 3) { __typename } } }',
    '{ fail cat { name } }',
    '{ failLater }',
    '{ cat { name } dog { keeper { missing } } }',
    '{ pets { __typename } }',
    'mutation { first second }',
    '{ __schema { queryType { name } } __type(name: "Cat") { fields { name type { kind ofType { name } } } } }',
  ])('%s', async (query) => {
    const { compiled, plain } = await both(operationOf(query));
    expect(compiled).toEqual(plain);
  });

  it.each([{}, { yes: true }, { yes: false }, { yes: null }, { yes: 'true' }, { yes: 1 }])(
    'with a condition that is %j',
    async (variableValues) => {
      const query = 'query Q($yes: Boolean!) { cat @include(if: $yes) { name } dog { name @skip(if: $yes) good } }';
      const { compiled, plain } = await both(operationOf(query, { variableValues }));
      expect(compiled).toEqual(plain);
    },
  );

  it('with any operation name', async () => {
    for (const operationName of ['Q', 'Other', '', null, undefined]) {
      const { compiled, plain } = await both(operationOf('query Q { dog { name } }', { operationName }));
      expect(compiled).toEqual(plain);
    }
  });

  it('with any variables', async () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        undefined,
        true,
        0,
        -1,
        2 ** 31,
        2 ** 53,
        1.5,
        '',
        'CALM',
        'WILD',
        'wild',
        '1',
        [],
        {},
        ['a'],
        ['a', null],
      ),
      fc.string({ unit: 'binary' }),
      fc.jsonValue(),
    );
    const wish = fc.dictionary(fc.constantFrom('name', 'mood', 'tags', 'nested', 'more', '__proto__', 'constructor'), value);
    const variables = fc.record({ wish: fc.oneof(wish, value), id: value, n: value, b: value }, { requiredKeys: [] });
    const operation = operationOf(
      'query Q($wish: Wish!, $id: ID, $n: Int = 5, $b: Boolean) { wish(wish: $wish) id(id: $id, n: $n, b: $b) }',
    );
    const hot = new HotOperations(0);
    await fc.assert(
      fc.asyncProperty(variables, async (variableValues) => {
        const asked = { ...operation, variableValues };
        expect(JSON.stringify(await hot.run(asked))).toBe(JSON.stringify(await execute(asked)));
      }),
      { numRuns: 1000 },
    );
  });

  it('with any variables of a send, refusing the stranger only after them', async () => {
    const value = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.uuid());
    const input = fc.dictionary(fc.constantFrom('conversationId', 'clientMessageId', 'text', 'replyToId', 'more'), value);
    const contextValue = () => ({ viewer: null, app: { config: { query: { maxCost: 1000 } } } });
    const operation = operationOf('mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { id seq } }', { schema });
    const hot = new HotOperations(0);
    await fc.assert(
      fc.asyncProperty(fc.oneof(input, value), async (given) => {
        const asked = { ...operation, variableValues: { input: given } };
        const compiled = await hot.run({ ...asked, contextValue: contextValue() });
        expect(JSON.stringify(compiled)).toBe(JSON.stringify(await execute({ ...asked, contextValue: contextValue() })));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps what an error was made of, for the mask and the log', async () => {
    const operation = operationOf('{\n  cat { name }\r\n  again: fail\n}');
    const [error] = (await new HotOperations(0).run(operation)).errors ?? [];
    const [wanted] = (await execute(operation)).errors ?? [];
    expect(error?.originalError).toBeInstanceOf(AppError);
    expect(error?.originalError).toHaveProperty('field', 'input.text');
    expect([error?.nodes, error?.locations, error?.path]).toEqual([wanted?.nodes, wanted?.locations, wanted?.path]);
  });
});

describe('what is compiled', () => {
  it('is a document that came often, for the same variables and others', async () => {
    const operation = operationOf('query Q($n: Int) { id(n: $n) }');
    const hot = new HotOperations(2);
    const answers: unknown[] = [];
    for (let n = 0; n < 5; n += 1) answers.push((await hot.run({ ...operation, variableValues: { n } })).data?.id);
    expect(answers).toEqual([0, 1, 2, 3, 4].map((n) => JSON.stringify({ n })));
  });

  it('is no input that holds another of its kind', async () => {
    const variableValues = { nest: { name: 'a', inner: [{ name: 'b', inner: { name: 'c' } }] } };
    const { compiled, plain } = await both(operationOf('query Q($nest: Nest) { nest(nest: $nest) }', { variableValues }));
    expect(compiled).toEqual(plain);
  });

  it.each(['{ id(id: "\\"); process.exit(1); (\\"") }', '{ wish(wish: { name: "x" }) }', '{ __proto__: dog { name } }'])(
    'is nothing whose text brings values of its own: %s',
    async (query) => {
      const { compiled, plain } = await both(operationOf(query));
      expect(compiled).toEqual(plain);
    },
  );
});
