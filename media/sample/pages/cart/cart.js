const { price } = require('../../utils/menu');

Page({
  data: { lines: [], total: '' },
  onLoad(query) {
    if (query.add) getApp().globalData.cart.add(query.add);
  },
  onShow() {
    const { cart } = getApp().globalData;
    this.setData({ lines: cart.lines(), total: price(cart.totalCents()) });
  },
});
