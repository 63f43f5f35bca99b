import { describe, expect, test } from 'vitest';
import { newSubject } from '../../language/new-subject.ts';
import { withoutOrders } from '../../language/orders.ts';

describe('an order with a question', () => {
  test.each([
    ['make prod-serving Large if it is too small. Is it?', 'Is prod-serving too small?'],
    ['Restart load_orders and tell me why it failed', 'tell me why load_orders failed'],
    ['Pause load_orders. How often did it fail?', 'How often did load_orders fail?'],
    ['drop the table, but who read it last?', 'who read it last?'],
    ['Stop bi-main when it is idle. Is it?', 'Is bi-main idle?'],
    ['resize it. What does it cost?', 'What does it cost?'],
  ])('“%s” asks “%s”', (text, asked) => {
    expect(withoutOrders(text)).toBe(asked);
  });

  test.each([
    'Restart the job, please',
    'which jobs failed?',
    'Set it to 10 minutes and restart it',
    'changes of grants, and who made them?',
    'Stop by themselves: which clusters do?',
    'why did it fail and who changed it?',
  ])('“%s” stays', (text) => {
    expect(withoutOrders(text)).toBe(text);
  });
});

describe('something new', () => {
  test.each([
    ['btw, which jobs failed?', 'which jobs failed?'],
    ['thanks! totally different thing: which warehouse is full?', 'which warehouse is full?'],
    ['by the way what is for lunch', 'what is for lunch'],
    ['ok, another question: who is admin?', 'who is admin?'],
    ['On a different note, what did we spend?', 'what did we spend?'],
    ['Unrelated: is prod.sales.orders fresh?', 'is prod.sales.orders fresh?'],
  ])('is asked by “%s”', (text, asked) => {
    expect(newSubject(text)).toBe(asked);
  });

  test.each([
    'another workspace?',
    'and the other one',
    'new tables since Monday',
    'a different warehouse please',
    'next week',
    'ok and per day',
  ])('is not asked by “%s”', (text) => {
    expect(newSubject(text)).toBeNull();
  });
});
