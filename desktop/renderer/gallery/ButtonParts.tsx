import { type ReactNode, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Choice } from '../ui/Choice.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Switch } from '../ui/Switch.tsx';
import styles from './gallery.module.css';
import { Part } from './Part.tsx';

const tones = ['primary', 'quiet', 'danger', 'dangerQuiet'] as const;

/** What is pressed and what is switched. */
export function ButtonParts(): ReactNode {
  const [isOn, setIsOn] = useState(true);
  const [side, setSide] = useState<'left' | 'right'>('left');
  return (
    <>
      <Part name="Button">
        {tones.map((tone) => (
          <Button key={tone} tone={tone}>
            {tone}
          </Button>
        ))}
        <Button size="small">small</Button>
        <Button size="large">large</Button>
        <Button icon="plus">with a drawing</Button>
        <Button isDisabled>disabled</Button>
        <Button tone="primary" isPending>
          pending
        </Button>
      </Part>
      <Part name="IconButton">
        <IconButton icon="search" label="plain" onPress={() => undefined} shortcut="Ctrl K" />
        <IconButton icon="send" label="primary" tone="primary" onPress={() => undefined} />
        <IconButton icon="trash" label="danger" tone="danger" onPress={() => undefined} />
        <IconButton icon="details" label="on" isOn onPress={() => undefined} />
        <IconButton icon="close" label="small" size="small" onPress={() => undefined} />
        <IconButton icon="plus" label="disabled" isDisabled onPress={() => undefined} />
        <Kbd>Ctrl K</Kbd>
      </Part>
      <Part name="Switch and Checkbox">
        <div className={styles.stack}>
          <Switch label="On" hint="It holds." isOn={isOn} onChange={setIsOn} />
          <Switch label="Off" isOn={!isOn} onChange={(next) => setIsOn(!next)} />
          <Switch label="Disabled" isOn isDisabled onChange={setIsOn} />
          <Checkbox label="Checked" hint="With what it means." isChecked={isOn} onChange={setIsOn} />
          <Checkbox label="Unchecked" isChecked={!isOn} onChange={(next) => setIsOn(!next)} />
          <Checkbox label="Disabled" isChecked isDisabled onChange={setIsOn} />
        </div>
      </Part>
      <Part name="Choice">
        <Choice
          label="Side"
          value={side}
          options={[
            { value: 'left', label: 'Left', icon: 'back' },
            { value: 'right', label: 'Right', icon: 'forward' },
          ]}
          onChange={setSide}
        />
      </Part>
    </>
  );
}
