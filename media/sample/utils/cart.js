const { menu } = require('./menu');

/** A cart counts cups by menu id; unknown ids are left out. */
function createCart() {
  const cups = {};
  return {
    add(id) {
      if (menu.some((item) => item.id === id)) cups[id] = (cups[id] || 0) + 1;
    },
    lines: () => menu.filter((item) => cups[item.id]).map((item) => ({ ...item, cups: cups[item.id] })),
    totalCents: () => menu.reduce((sum, item) => sum + item.cents * (cups[item.id] || 0), 0),
  };
}

module.exports = { createCart };
