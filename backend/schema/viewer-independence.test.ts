import { type GraphQLNamedType, getNamedType, isObjectType, isUnionType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from './index.ts';

/** Every field that an event can show, as `Type.field`. */
function fieldsReachableFrom(type: GraphQLNamedType, seen = new Map<string, boolean>(), visited = new Set<string>()): Map<string, boolean> {
  if (visited.has(type.name)) return seen;
  visited.add(type.name);
  if (isUnionType(type)) for (const member of type.getTypes()) fieldsReachableFrom(member, seen, visited);
  if (isObjectType(type)) {
    for (const field of Object.values(type.getFields())) {
      seen.set(`${type.name}.${field.name}`, field.extensions.viewerDependent === true);
      fieldsReachableFrom(getNamedType(field.type), seen, visited);
    }
  }
  return seen;
}

const typeNamed = (name: string): GraphQLNamedType => {
  const type = schema.getType(name);
  if (type === undefined) throw new Error(`There is no type ${name}.`);
  return type;
};

describe('what an event shows depends on no viewer, since it is executed once for many', () => {
  const reachable = fieldsReachableFrom(typeNamed('Event'));

  it('reaches messages, members and people', () => {
    expect([...reachable.keys()]).toEqual(expect.arrayContaining(['Message.text', 'Member.role', 'User.username', 'TypingChanged.typing']));
  });

  it('reaches no field that depends on the viewer', () => {
    expect([...reachable].filter(([, isViewerDependent]) => isViewerDependent)).toEqual([]);
  });

  it('would notice one: conversations hold them', () => {
    const ofConversation = fieldsReachableFrom(typeNamed('Conversation'));
    expect([...ofConversation].filter(([, isViewerDependent]) => isViewerDependent).map(([name]) => name)).toEqual(
      expect.arrayContaining(['Conversation.unreadCount', 'Receipt.unreadCount']),
    );
  });

  it('reaches neither a conversation nor the viewer', () => {
    expect([...reachable.keys()].filter((name) => /^(Conversation|Viewer|Receipt|Session)\./.test(name))).toEqual([]);
  });
});
