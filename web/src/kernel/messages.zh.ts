/** 词句 — every word of the screens in Chinese, loaded when that language is shown. */
import administration from '@huying/contract/messages/administration.zh.json'
import attachment from '@huying/contract/messages/attachment.zh.json'
import desk from '@huying/contract/messages/desk.zh.json'
import list from '@huying/contract/messages/list.zh.json'
import map from '@huying/contract/messages/map.zh.json'
import matterPage from '@huying/contract/messages/matter-page.zh.json'
import place from '@huying/contract/messages/place.zh.json'
import report from '@huying/contract/messages/report.zh.json'
import search from '@huying/contract/messages/search.zh.json'

export default {
  ...desk,
  ...administration,
  ...attachment,
  ...list,
  ...map,
  ...matterPage,
  ...place,
  ...report,
  ...search,
}
