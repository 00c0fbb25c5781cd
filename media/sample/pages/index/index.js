Page({
  data: { daytime: '' },
  onLoad() {
    const hour = new Date().getHours();
    this.setData({ daytime: hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening' });
  },
  openMenu() {
    wx.switchTab({ url: '/pages/menu/menu' });
  },
});
