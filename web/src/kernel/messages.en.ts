/** 词句 — every word of the screens in English, loaded when that language is shown. */
import administration from '@huying/contract/messages/administration.en.json'
import attachment from '@huying/contract/messages/attachment.en.json'
import desk from '@huying/contract/messages/desk.en.json'
import list from '@huying/contract/messages/list.en.json'
import map from '@huying/contract/messages/map.en.json'
import matterPage from '@huying/contract/messages/matter-page.en.json'
import place from '@huying/contract/messages/place.en.json'
import report from '@huying/contract/messages/report.en.json'
import search from '@huying/contract/messages/search.en.json'

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
