const menu = [
  { id: 'espresso', name: 'Espresso', cents: 220 },
  { id: 'flat-white', name: 'Flat White', cents: 340 },
  { id: 'filter', name: 'Filter of the Day', cents: 290 },
  { id: 'cocoa', name: 'Hot Cocoa', cents: 320 },
];

const price = (cents) => `${(cents / 100).toFixed(2)}`;

module.exports = { menu, price };
