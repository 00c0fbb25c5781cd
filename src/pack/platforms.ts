import type { PlatformId, ProjectKind, SizeLimits } from './packTypes';

/** What a platform carries and accepts. Data, because all of it has changed before. */
export interface Platform {
  readonly id: PlatformId;
  /** Endings of the files that reach the device; the comparison is case-sensitive. */
  readonly extensions: Readonly<Record<ProjectKind, readonly string[]>>;
  readonly limits: Readonly<Record<ProjectKind, SizeLimits>>;
  /** Where the limits are documented. */
  readonly limitsFrom: Readonly<Record<ProjectKind, string>>;
  readonly maxIconBytes: number;
}

const MB = 1024 * 1024;
const list = (extensions: string): readonly string[] => extensions.split(' ').map((extension) => `.${extension}`);
const common = 'wxml wxss wxs js json png jpg jpeg gif svg cer mp3 aac m4a mp4 wav ogg silk wasm br cert';
/** miniprogram-ci 2.1.42, white_ext_list.js; no list of the platform's own for games is published. */
const game =
  'png jpg jpeg gif svg js json cer obj dae fbx mtl stl 3ds mp3 pvr wav plist ttf fnt gz ccz m4a mp4 bmp atlas swf ani part ' +
  'proto bin sk mipmaps txt zip ogg silk dbbin dbmv etc lmat lm ls lh lani lav lsani ltc csv scene prefab lml lmani ktx dds ' +
  'xml aac pkm skel cur ico wasm br gltf glb astc dat tt';

export const platforms: Readonly<Record<PlatformId, Platform>> = {
  tcsas: {
    id: 'tcsas',
    // tencentcloud.com/document/product/1219/61740
    extensions: { miniprogram: list(common), plugin: list(common), game: list(game) },
    limits: {
      miniprogram: { main: 2 * MB, subPackage: 2 * MB, independent: 2 * MB, total: 20 * MB },
      plugin: { main: 2 * MB, total: 20 * MB },
      game: { main: 4 * MB, independent: 4 * MB, total: 20 * MB },
    },
    limitsFrom: {
      miniprogram: 'https://www.tencentcloud.com/document/product/1219/61748',
      plugin: 'https://www.tencentcloud.com/document/product/1219/61748',
      game: 'https://www.tencentcloud.com/document/product/1219/68072',
    },
    maxIconBytes: 40 * 1024,
  },
  wechat: {
    id: 'wechat',
    extensions: {
      miniprogram: list(`${common} cur ico skel crt`),
      plugin: list(`${common} cur ico skel crt`),
      game: list(game),
    },
    limits: {
      miniprogram: { main: 2 * MB, subPackage: 2 * MB, independent: 2 * MB, total: 30 * MB },
      plugin: { main: 2 * MB, total: 30 * MB },
      game: { main: 4 * MB, total: 20 * MB },
    },
    limitsFrom: {
      miniprogram: 'https://developers.weixin.qq.com/miniprogram/dev/framework/subpackages.html',
      plugin: 'https://developers.weixin.qq.com/miniprogram/dev/framework/subpackages.html',
      game: 'https://developers.weixin.qq.com/minigame/dev/guide/base-ability/subPackage/useSubPackage.html',
    },
    maxIconBytes: 40 * 1024,
  },
};
