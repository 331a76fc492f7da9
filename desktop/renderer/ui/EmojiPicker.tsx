import { type ReactNode, useRef, useState } from 'react';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { SearchField } from 'react-aria-components/SearchField';
import type { EmojiItem } from '../lib/emoji/emoji-item.ts';
import { recentEmoji, rememberEmoji, rememberSkinTone, skinTone } from '../lib/emoji/emoji-memory.ts';
import { inSkinTone, searchEmoji } from '../lib/emoji/search-emoji.ts';
import { t } from '../lib/translate.ts';
import { classNames } from './class-names.ts';
import { EmojiGroups } from './EmojiGroups.tsx';
import { type GroupId, groupLabel, groups } from './emoji-groups.ts';
import styles from './emoji-picker.module.css';
import room from './emoji-room.module.css';
import { Notice } from './Notice.tsx';
import { SkinTones } from './SkinTones.tsx';
import { useEmojiItems } from './use-emoji-items.ts';

const resultCount = 63;

interface Shown {
  readonly emoji: string;
  readonly name: string;
}

function shownOf(items: readonly EmojiItem[], group: GroupId, tone: number): readonly Shown[] {
  if (group !== 'recent')
    return items.filter((item) => item.group === group).map((item) => ({ emoji: inSkinTone(item, tone), name: item.name }));
  const names = new Map(items.flatMap(({ emoji, skins, name }) => [emoji, ...skins].map((each) => [each, name] as const)));
  return recentEmoji().map((emoji) => ({ emoji, name: names.get(emoji) ?? emoji }));
}

/** All emoji by group, found by name or short code: the arrows go through them, Enter picks. Loaded when it is first opened. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }): ReactNode {
  const items = useEmojiItems();
  const grid = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [group, setGroup] = useState<GroupId>(() => (recentEmoji().length > 0 ? 'recent' : groups[1]));
  const [tone, setTone] = useState(skinTone);
  const isSearching = query.trim() !== '';
  const found = isSearching
    ? searchEmoji(items ?? [], query, resultCount).map((item) => ({ emoji: inSkinTone(item, tone), name: item.name }))
    : undefined;
  const shown = found ?? shownOf(items ?? [], group, tone);

  function pick(emoji: string) {
    rememberEmoji(emoji);
    onPick(emoji);
  }

  function onKeyDown(key: string) {
    const first = shown[0];
    if (key === 'ArrowDown') grid.current?.querySelector<HTMLElement>('[role="option"]')?.focus();
    if (key === 'Enter' && isSearching && first !== undefined) pick(first.emoji);
  }

  if (items === null) return <Notice icon="alert" title={t('emoji.error')} role="alert" />;
  return (
    <div className={classNames(room.room, styles.picker)}>
      <SearchField aria-label={t('emoji.search')} value={query} onChange={setQuery} autoFocus>
        <Input
          className={classNames(styles.search)}
          placeholder={t('emoji.search')}
          autoComplete="off"
          spellCheck={false}
          onKeyDown={({ key }) => onKeyDown(key)}
        />
      </SearchField>
      {!isSearching && <EmojiGroups chosen={group} onChoose={setGroup} />}
      <div className={styles.results} ref={grid}>
        {isSearching && shown.length === 0 && items !== undefined ? (
          <p className={styles.nothing} role="status">
            {t('emoji.nothing', { query })}
          </p>
        ) : (
          <ListBox
            aria-label={isSearching ? t('emoji.found') : groupLabel(group)}
            layout="grid"
            orientation="vertical"
            selectionMode="none"
            items={shown.map((each) => ({ ...each, id: each.emoji }))}
            onAction={(key) => pick(String(key))}
            className={classNames(styles.grid)}
          >
            {(item) => (
              <ListBoxItem id={item.id} textValue={item.name} className={classNames(styles.item)}>
                <span aria-hidden="true" title={item.name}>
                  {item.emoji}
                </span>
                <span className="visually-hidden">{item.name}</span>
              </ListBoxItem>
            )}
          </ListBox>
        )}
      </div>
      <SkinTones
        tone={tone}
        onChange={(next) => {
          rememberSkinTone(next);
          setTone(next);
        }}
      />
    </div>
  );
}
