const { createCart } = require('./utils/cart');

App({
  globalData: { cart: createCart() },
});
