import type { ReactNode } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Header } from 'react-aria-components/Header';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { TextField } from 'react-aria-components/TextField';
import { Avatar } from './Avatar.tsx';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { Kbd } from './Kbd.tsx';
import styles from './search-list.module.css';

export interface SearchItem {
  id: string;
  /** What the avatar's colour is made from, when that is not the id. */
  avatarId?: string;
  /** Stands in place of an avatar, for what is neither a person nor a conversation. */
  icon?: IconName;
  /** The keys that do the same, as they are written on the keyboard. */
  shortcut?: string;
  name: string;
  detail?: string;
  isChosen?: boolean;
  isDisabled?: boolean;
}

export interface SearchSection {
  id: string;
  title?: string;
  items: readonly SearchItem[];
}

interface SearchListProps {
  label: string;
  placeholder: string;
  query: string;
  onQueryChange: (query: string) => void;
  sections: readonly SearchSection[];
  onPick: (id: string) => void;
  /** Shown in place of the list when there is nothing in it. */
  empty: ReactNode;
}

function Row({ item }: { item: SearchItem }): ReactNode {
  return (
    <>
      {item.icon === undefined ? (
        <Avatar id={item.avatarId ?? item.id} name={item.name} size="small" />
      ) : (
        <span className={styles.drawing}>
          <Icon name={item.icon} size="small" />
        </span>
      )}
      <span className={styles.name}>
        <bdi>{item.name}</bdi>
      </span>
      {item.detail !== undefined && <span className={styles.detail}>{item.detail}</span>}
      {item.shortcut !== undefined && (
        <span className={styles.keys}>
          <Kbd>{item.shortcut}</Kbd>
        </span>
      )}
      {item.isChosen && <Icon name="check" size="small" />}
    </>
  );
}

/** A field that finds, and what it found: arrows choose, Enter picks, the focus stays in the field. */
export function SearchList(props: SearchListProps): ReactNode {
  const sections = props.sections.filter((section) => section.items.length > 0);
  return (
    <Autocomplete inputValue={props.query} onInputChange={props.onQueryChange}>
      <TextField aria-label={props.label} className={classNames(styles.field)} autoFocus>
        <Icon name="search" />
        <Input className={classNames(styles.input)} placeholder={props.placeholder} dir="auto" autoComplete="off" spellCheck={false} />
      </TextField>
      <div className={styles.results}>
        {sections.length === 0 && props.empty}
        <ListBox
          aria-label={props.label}
          selectionMode="none"
          onAction={(key) => props.onPick(String(key))}
          disabledKeys={sections.flatMap((section) => section.items.filter((item) => item.isDisabled).map((item) => item.id))}
          className={classNames(styles.list)}
        >
          {sections.map((section) => (
            <ListBoxSection key={section.id} id={section.id} aria-label={section.title ?? props.label}>
              {section.title !== undefined && <Header className={classNames(styles.title)}>{section.title}</Header>}
              {section.items.map((item) => (
                <ListBoxItem key={item.id} id={item.id} textValue={item.name} className={classNames(styles.item)}>
                  <Row item={item} />
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      </div>
    </Autocomplete>
  );
}
