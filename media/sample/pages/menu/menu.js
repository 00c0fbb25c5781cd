const { menu, price } = require('../../utils/menu');

Page({
  data: { items: menu.map((item) => ({ ...item, price: price(item.cents) })) },
  add(event) {
    getApp().globalData.cart.add(event.currentTarget.dataset.id);
    wx.showToast({ title: 'In your cart' });
  },
});
