/** 纸面 — A4 pages with Chinese text: headings, rows of a name and its value, tables and quotes; a line on top and page numbers. */
import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'

const regular = import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')
/** Folder of the fonts, for whoever draws Chinese on a machine without any. */
export const fontFolder = fileURLToPath(new URL('..', regular))
const bold = import.meta.resolve('@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf')

const MARGIN = { top: 64, bottom: 56, left: 48, right: 48 }
const INK = '#1c2733'
const QUIET = '#5a6673'
const LINE = '#d5d9de'
const NAME_WIDTH = 84

export type Paper = ReturnType<typeof openPaper>

export type PaperOptions = {
  readonly title: string
  /** On top of every page. */
  readonly head: string
  readonly at: number
  readonly language: string
  readonly pageOf: (page: number, pages: number) => string
}

/** The document is a stream; `close` ends it. The same content at the same moment gives the same bytes. */
export function openPaper({ title, head, at, language, pageOf }: PaperOptions) {
  const moment = new Date(at)
  const document = new PDFDocument({
    size: 'A4',
    margins: MARGIN,
    bufferPages: true,
    lang: language,
    displayTitle: true,
    info: { Title: title, Producer: 'Huying', Creator: 'Huying', CreationDate: moment, ModDate: moment },
  })
  document.registerFont('regular', fileURLToPath(regular))
  document.registerFont('bold', fileURLToPath(bold))
  const width = document.page.width - MARGIN.left - MARGIN.right
  const bottom = document.page.height - MARGIN.bottom
  const write = (text: string, size: number, colour = INK, name = 'regular', left = 0) =>
    document
      .font(name)
      .fontSize(size)
      .fillColor(colour)
      .text(text, MARGIN.left + left, document.y, {
        width: width - left,
        lineGap: size * 0.25,
      })
  /** Never a heading alone at the foot of a page. */
  const room = (height: number) => {
    if (document.y + height > bottom) document.addPage()
  }
  return {
    document,
    title: (text: string) => write(text, 16, INK, 'bold'),
    heading: (text: string) => {
      room(64)
      document.moveDown(0.9)
      write(text, 11, QUIET, 'bold')
      const y = document.y + 1
      document
        .moveTo(MARGIN.left, y)
        .lineTo(MARGIN.left + width, y)
        .lineWidth(0.5)
        .stroke(LINE)
      document.y = y + 5
    },
    line: (text: string) => write(text, 9.5),
    strong: (text: string) => write(text, 9.5, INK, 'bold'),
    quiet: (text: string, left = 0) => write(text, 8.5, QUIET, 'regular', left),
    /** A name on the left, its value beside it; a value may run over pages. */
    pair: (name: string, value: string) => {
      room(20)
      const y = document.y
      document.font('regular').fontSize(9.5).fillColor(QUIET)
      document.text(name, MARGIN.left, y, { width: NAME_WIDTH - 8, lineGap: 2 })
      const [page, after] = [document.bufferedPageRange().count, document.y]
      document.y = y
      write(value, 9.5, INK, 'regular', NAME_WIDTH)
      if (document.bufferedPageRange().count === page) document.y = Math.max(document.y, after)
      document.y += 2
    },
    quote: (text: string) => {
      write(text, 9.5, INK, 'regular', NAME_WIDTH + 10)
      document.y += 2
    },
    table: (rows: readonly (readonly string[])[], columns: readonly number[]) => {
      for (const [index, cells] of rows.entries()) row(cells, columns, index === 0)
    },
    picture: (bytes: Buffer) => {
      room(128)
      const y = document.y
      document.image(bytes, MARGIN.left + NAME_WIDTH + 10, y, { fit: [160, 120] })
      document.y = y + 124
    },
    close: () => {
      const { start, count } = document.bufferedPageRange()
      for (let page = start; page < start + count; page++) {
        document.switchToPage(page)
        margins(page + 1, count)
      }
      document.end()
    },
  }

  function row(cells: readonly string[], columns: readonly number[], isHead: boolean): void {
    document.font(isHead ? 'bold' : 'regular').fontSize(9)
    const widths = columns.map((share) => width * share)
    const heights = cells.map((cell, at) => document.heightOfString(cell, { width: (widths[at] ?? 0) - 8 }))
    room(Math.max(...heights) + 6)
    const y = document.y
    let x = MARGIN.left
    for (const [at, cell] of cells.entries()) {
      document.fillColor(isHead ? QUIET : INK).text(cell, x, y, { width: (widths[at] ?? 0) - 8 })
      x += widths[at] ?? 0
    }
    document.y = y + Math.max(...heights) + 4
  }

  /** Outside the margins, where text would otherwise begin a new page. */
  function margins(page: number, pages: number): void {
    const { margins: own } = document.page
    document.page.margins = { top: 0, bottom: 0, left: 0, right: 0 }
    document.font('regular').fontSize(8).fillColor(QUIET)
    document.text(head, MARGIN.left, 34, { width, height: 10, ellipsis: true, lineBreak: false })
    document.text(pageOf(page, pages), MARGIN.left, document.page.height - 36, { width, align: 'right' })
    document.page.margins = own
  }
}
