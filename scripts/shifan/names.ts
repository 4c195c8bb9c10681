/** 名字 — pools that places and people of the demo city are named from. None is a real city's. */

/** Chinese and its pinyin, for names in both languages. */
export type Stem = readonly [zh: string, en: string]

const stems = (text: string): Stem[] =>
  text.split(/\s+/).map((pair) => {
    const [zh = '', en = ''] = pair.split('=')
    return [zh, en.replaceAll('-', ' ')] as const
  })

export const CITY: Stem = ['示范', 'Shifan']

export const DISTRICTS: readonly Stem[] = stems('云澜=Yunlan 青垣=Qingyuan')

export const STREETS: readonly Stem[] = stems(
  '望澜=Wanglan 锦堤=Jindi 松影=Songying 听泉=Tingquan 霁月=Jiyue 衡石=Hengshi 梧台=Wutai 澄江里=Chengjiangli',
)

export const COMMUNITIES: readonly Stem[] = stems(
  `澜心=Lanxin 云栖里=Yunqili 观澜=Guanlan 柳浪=Liulang 桥头=Qiaotou 晨光=Chenguang 书院里=Shuyuanli 石榴园=Shiliuyuan
  锦绣=Jinxiu 堤上=Dishang 槐香=Huaixiang 南关=Nanguan 新桥=Xinqiao 织锦=Zhijin 纺织里=Fangzhili 和顺=Heshun
  松风=Songfeng 松涛=Songtao 影湖=Yinghu 鹤鸣=Heming 东井=Dongjing 竹溪=Zhuxi 银杏=Yinxing 梅园=Meiyuan
  泉眼=Quanyan 清漪=Qingyi 听雨=Tingyu 甘泉=Ganquan 磨坊=Mofang 古槐=Guhuai 惠民=Huimin 双井=Shuangjing
  霁虹=Jihong 月台=Yuetai 星河湾=Xinghewan 望月=Wangyue 桂花=Guihua 车站=Chezhan 铁路新村=Tielu-xincun 丰收=Fengshou
  石桥=Shiqiao 衡门=Hengmen 工人新村=Gongren-xincun 机床厂=Jichuangchang 永康里=Yongkangli 建设=Jianshe 红旗=Hongqi 前进=Qianjin
  梧桐=Wutong 凤台=Fengtai 碧云=Biyun 文峰=Wenfeng 学府=Xuefu 紫藤=Ziteng 兰亭=Lanting 澄波=Chengbo
  江畔=Jiangpan 渔歌=Yuge 沙洲=Shazhou 芦花=Luhua 滨江里=Binjiangli 潮声=Chaosheng 晚晴=Wanqing 康乐=Kangle`,
)

export const ESTATE_STEMS: readonly Stem[] = stems(
  `金桂=Jingui 翠屏=Cuiping 御景=Yujing 丽水=Lishui 阳光=Yangguang 华庭=Huating 书香=Shuxiang 紫金=Zijin 海棠=Haitang
  龙湾=Longwan 水岸=Shuian 盛世=Shengshi 万和=Wanhe 天悦=Tianyue 瑞景=Ruijing 嘉禾=Jiahe 春晖=Chunhui 秋实=Qiushi
  福临=Fulin 祥和=Xianghe 百合=Baihe 枫林=Fenglin 香樟=Xiangzhang 玉兰=Yulan 明珠=Mingzhu 鑫苑=Xinyuan 景泰=Jingtai
  安居=Anju 城建=Chengjian 粮食局=Liangshiju 供销社=Gongxiaoshe 印染厂=Yinranchang 水泥厂=Shuinichang 师范=Normal-School 邮电=Youdian 卫校=Weixiao`,
)
export const ESTATE_ENDINGS: readonly Stem[] = stems(
  '花园=Garden 小区=Estate 家园=Homes 苑=Court 新村=New-Village 公寓=Apartments 宿舍=Dormitory 名邸=Residence',
)

export const ROAD_STEMS: readonly Stem[] = stems(
  `澜江=Lanjiang 望江=Wangjiang 文昌=Wenchang 迎宾=Yingbin 松涛=Songtao 听泉=Tingquan 霁月=Jiyue 石桥=Shiqiao 书院=Shuyuan
  织造=Zhizao 铁牛=Tieniu 钟楼=Zhonglou 鼓楼后=Gulouhou 磨盘=Mopan 青石=Qingshi 槐树=Huaishu 柳荫=Liuyin 梧桐=Wutong
  银杏=Yinxing 桂香=Guixiang 学士=Xueshi 状元=Zhuangyuan 劳动=Laodong 工业=Gongye 纺织=Fangzhi 机床=Jichuang 车站=Chezhan
  双井=Shuangjing 甘泉=Ganquan 渡口=Dukou 沙堤=Shadi 芦荡=Ludang 云岭=Yunling 凤台=Fengtai 碧波=Bibo 星光=Xingguang
  丰庆=Fengqing 永安=Yongan 长宁里=Changningli 太和=Taihe 顺河=Shunhe 盐市=Yanshi 花市=Huashi 米行=Mihang`,
)
export const ROAD_ENDINGS: readonly Stem[] = stems('路=Road 街=Street 大街=Avenue 大道=Boulevard 巷=Lane')

export const BUILDING_STEMS: readonly Stem[] = stems(
  `国际=International 金融=Finance 财富=Fortune 时代=Times 环球=Global 世纪=Century 商务=Business 电子=Electronics 科创=Innovation
  数码=Digital 广电=Broadcasting 粮油=Grain 建工=Construction 交运=Transport 水务=Waterworks 联通里=Liantongli 汇丰里=Huifengli 鼎盛=Dingsheng
  恒信=Hengxin 银泰里=Yintaili 东方=Dongfang 宏图=Hongtu 远景=Yuanjing 宝利=Baoli`,
)
export const BUILDING_ENDINGS: readonly Stem[] = stems('大厦=Tower 广场=Plaza 商务楼=Offices 中心=Centre')

/** Landmarks: what it is, and how many a street has. */
export const LANDMARKS: readonly { readonly name: Stem; readonly spoken: string; readonly count: number }[] =
  [
    { name: ['小学', 'Primary School'], spoken: '小', count: 3 },
    { name: ['中学', 'Middle School'], spoken: '中', count: 2 },
    { name: ['幼儿园', 'Kindergarten'], spoken: '幼儿园', count: 4 },
    { name: ['社区卫生服务中心', 'Clinic'], spoken: '卫生院', count: 1 },
    { name: ['农贸市场', 'Market'], spoken: '菜市场', count: 2 },
    { name: ['公园', 'Park'], spoken: '公园', count: 2 },
    { name: ['派出所', 'Police Station'], spoken: '派出所', count: 1 },
    { name: ['公交站', 'Bus Stop'], spoken: '站', count: 3 },
    { name: ['养老服务中心', 'Home for the Elderly'], spoken: '养老院', count: 1 },
    { name: ['文体中心', 'Sports Centre'], spoken: '文化站', count: 1 },
  ]

const SURNAMES = stems(
  `王=Wang 李=Li 张=Zhang 刘=Liu 陈=Chen 杨=Yang 赵=Zhao 黄=Huang 周=Zhou 吴=Wu 徐=Xu 孙=Sun 胡=Hu 朱=Zhu 高=Gao 林=Lin
  何=He 郭=Guo 马=Ma 罗=Luo 梁=Liang 宋=Song 郑=Zheng 谢=Xie 韩=Han 唐=Tang 冯=Feng 于=Yu 董=Dong 萧=Xiao 程=Cheng 曹=Cao
  袁=Yuan 邓=Deng 许=Xu 傅=Fu 沈=Shen 曾=Zeng 彭=Peng 吕=Lü`,
)
const GIVEN = stems(
  `晓岚=Xiaolan 志远=Zhiyuan 文静=Wenjing 建国=Jianguo 海燕=Haiyan 思齐=Siqi 立新=Lixin 雨桐=Yutong 国栋=Guodong 秀梅=Xiumei 子轩=Zixuan
  春生=Chunsheng 慧敏=Huimin 永强=Yongqiang 佳怡=Jiayi 德胜=Desheng 红霞=Hongxia 一鸣=Yiming 桂芳=Guifang 浩然=Haoran 素琴=Suqin 明哲=Mingzhe
  玉兰=Yulan 少华=Shaohua 婷婷=Tingting 卫东=Weidong 若溪=Ruoxi 振宇=Zhenyu 月娥=Yuee 成林=Chenglin 嘉宁=Jianing 晨=Chen 蕾=Lei 涛=Tao`,
)

/** The `index`-th of names that do not repeat for a thousand people. */
export function personName(index: number): Stem {
  const surname = SURNAMES[(index * 7) % SURNAMES.length] as Stem
  const given = GIVEN[(index * 11 + Math.floor(index / SURNAMES.length)) % GIVEN.length] as Stem
  return [surname[0] + given[0], `${surname[1]} ${given[1]}`]
}

export function join(stem: Stem, ending: Stem): Stem {
  return [stem[0] + ending[0], `${stem[1]} ${ending[1]}`]
}
