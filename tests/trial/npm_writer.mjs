// A plan as JSON → a Word file by the package docx: node npm_writer.mjs MODULES PLANS.json FOLDER
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [modules, plans, folder] = process.argv.slice(2);
const docx = createRequire(join(modules, "package.json"))("docx");
const ALIGNMENTS = { center: "center", right: "right", both: "both" };
const LEVELS = ["HEADING_1", "HEADING_2", "HEADING_3"];

function run(made, notes) {
  const lines = made.text.split("\n");
  const children = [];
  lines.forEach((line, number) => {
    line.split("\t").forEach((piece, place) => {
      const Run = { inserted: docx.InsertedTextRun, deleted: docx.DeletedTextRun }[made.revision] ?? docx.TextRun;
      const tracked = made.revision ? { id: 7, author: "甲", date: "2016-12-31T00:00:00Z", text: piece } : {};
      children.push(
        new Run({
          ...tracked,
          children: made.revision ? undefined : place ? [new docx.Tab(), piece] : [piece],
          break: number && !place ? 1 : undefined,
          bold: made.bold || undefined,
          italics: made.italic || undefined,
          underline: made.underline ? {} : undefined,
          strike: made.strike || undefined,
          color: made.colour || undefined,
          size: made.size ? made.size * 2 : undefined,
          font: made.font ? { ascii: made.font, hAnsi: made.font, eastAsia: made.font } : undefined,
          superScript: made.script === "super" || undefined,
          subScript: made.script === "sub" || undefined,
        }),
      );
    });
  });
  const found = made.link ? [new docx.ExternalHyperlink({ link: made.link, children })] : children;
  if (made.note) {
    const number = Object.keys(notes).length + 1;
    notes[number] = { children: [new docx.Paragraph(made.note)] };
    found.push(new docx.FootnoteReferenceRun(number));
  }
  return found;
}

function formula() {
  return new docx.Math({
    children: [
      new docx.MathRun("x="),
      new docx.MathFraction({ numerator: [new docx.MathRun("a-b")], denominator: [new docx.MathRun("b")] }),
      new docx.MathSuperScript({ children: [new docx.MathRun("c")], superScript: [new docx.MathRun("2")] }),
    ],
  });
}

const LINE = { style: docx.BorderStyle.SINGLE, size: 8, space: 4, color: "C00000" };

function paragraph(block, notes) {
  return new docx.Paragraph({
    children: [
      ...block.runs.flatMap((made) => run(made, notes)),
      ...(block.kind === "formula" ? [formula()] : []),
    ],
    border: block.bordered ? { top: LINE, left: LINE, bottom: LINE, right: LINE } : undefined,
    shading: block.bordered ? { type: docx.ShadingType.CLEAR, fill: "F2F2F2" } : undefined,
    heading: block.kind === "heading" ? docx.HeadingLevel[LEVELS[block.level - 1]] : undefined,
    bullet: block.kind === "bullet" ? { level: block.level } : undefined,
    numbering: block.kind === "number" ? { reference: "numbers", level: block.level } : undefined,
    alignment: ALIGNMENTS[block.align],
    spacing: block.line ? { line: block.line * 240, before: block.before * 20 } : undefined,
    indent: block.indent ? { firstLine: 480 } : undefined,
  });
}

function table(rows) {
  return new docx.Table({
    width: { size: 100, type: docx.WidthType.PERCENTAGE },
    rows: rows.map(
      (slots, number) =>
        new docx.TableRow({
          tableHeader: number === 0 && slots.every((slot) => slot.rows === 1),
          children: slots.map(
            (slot) =>
              new docx.TableCell({
                columnSpan: slot.columns,
                rowSpan: slot.rows,
                textDirection: slot.turned ? docx.TextDirection.TOP_TO_BOTTOM_RIGHT_TO_LEFT : undefined,
                children: [
                  new docx.Paragraph(slot.text),
                  ...(slot.inner.length
                    ? [
                        table(slot.inner.map((row) => row.map((text) => ({ text, columns: 1, rows: 1, inner: [] })))),
                        new docx.Paragraph(""),
                      ]
                    : []),
                ],
              }),
          ),
        }),
    ),
  });
}

function picture(block) {
  return new docx.Paragraph({
    children: [
      new docx.ImageRun({
        type: block.jpeg ? "jpg" : "png",
        data: Buffer.from(block.picture, "base64"),
        transformation: { width: 120, height: 90 },
        floating: block.floats
          ? {
              horizontalPosition: { relative: "column", align: "right" },
              verticalPosition: { relative: "paragraph", offset: 0 },
              wrap: { type: docx.TextWrappingType.SQUARE, side: docx.TextWrappingSide.BOTH_SIDES },
            }
          : undefined,
        altText: { title: "圆", description: "一个圆", name: "圆" },
      }),
    ],
  });
}

function sections(plan, notes) {
  const found = [];
  let open = { landscape: false, columns: 1, type: docx.SectionType.NEXT_PAGE, children: [] };
  const close = (next) => {
    found.push(open);
    open = { landscape: open.landscape, columns: 1, type: docx.SectionType.NEXT_PAGE, children: [], ...next };
  };
  for (const block of plan.blocks) {
    if (block.kind === "landscape" || block.kind === "portrait") close({ landscape: block.kind === "landscape" });
    else if (block.kind === "columns" || block.kind === "one column")
      close({ columns: block.kind === "columns" ? 2 : 1, type: docx.SectionType.CONTINUOUS });
    else if (block.kind === "table") open.children.push(table(block.rows));
    else if (block.kind === "picture") open.children.push(picture(block));
    else if (block.kind === "contents")
      open.children.push(new docx.TableOfContents("目录", { hyperlink: true, headingStyleRange: "1-3" }));
    else if (block.kind === "page break") open.children.push(new docx.Paragraph({ children: [new docx.PageBreak()] }));
    else open.children.push(paragraph(block, notes));
  }
  found.push(open);
  return found.map((each) => ({
    properties: {
      type: each.type,
      column: { count: each.columns, space: 400 },
      page: {
        size: {
          width: 11906,
          height: 16838,
          orientation: each.landscape ? docx.PageOrientation.LANDSCAPE : docx.PageOrientation.PORTRAIT,
        },
      },
    },
    headers: plan.header ? { default: new docx.Header({ children: [new docx.Paragraph(plan.header)] }) } : undefined,
    footers: plan.numbered
      ? {
          default: new docx.Footer({
            children: [
              new docx.Paragraph({
                alignment: "center",
                children: [new docx.TextRun({ children: ["— ", docx.PageNumber.CURRENT, " —"] })],
              }),
            ],
          }),
        }
      : undefined,
    children: each.children,
  }));
}

for (const plan of JSON.parse(readFileSync(plans, "utf8"))) {
  const notes = {};
  const made = sections(plan, notes);
  const document = new docx.Document({
    footnotes: notes,
    numbering: {
      config: [
        {
          reference: "numbers",
          levels: [0, 1, 2].map((level) => ({
            level,
            format: docx.LevelFormat.DECIMAL,
            text: ["%1.", "%1.%2", "（%3）"][level],
            alignment: docx.AlignmentType.LEFT,
            style: { paragraph: { indent: { left: 480 * (level + 1), hanging: 480 } } },
          })),
        },
      ],
    },
    styles: {
      default: { document: { run: { font: { ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia: "仿宋_GB2312" }, size: 24 } } },
    },
    sections: made,
  });
  writeFileSync(join(folder, `${plan.name}.docx`), await docx.Packer.toBuffer(document));
}
