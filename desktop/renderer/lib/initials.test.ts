import { describe, expect, it } from 'vitest';
import { avatarHue, initials } from './initials.ts';

describe('initials', () => {
  it.each([
    ['Ana Ortega', 'AO'],
    ['tomás', 'T'],
    ['Mary Jane Watson-Parker', 'MP'],
    ['Кира Волкова', 'КВ'],
    ['佐藤 由美', '佐'],
    ['محمد علي', 'م'],
    ['👩‍🚀 Eva', '👩‍🚀'],
    ['"Q" (bot)', 'QB'],
    ['___', '?'],
    ['', '?'],
  ])('gives %j as %j', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});

describe('avatarHue', () => {
  it('gives an id the same hue in degrees every time, and others another', () => {
    const hues = ['a', 'b', 'c'].map(avatarHue);
    expect(hues).toEqual(['a', 'b', 'c'].map(avatarHue));
    expect(new Set(hues).size).toBe(3);
    expect(hues.every((hue) => hue >= 0 && hue < 360)).toBe(true);
  });
});
