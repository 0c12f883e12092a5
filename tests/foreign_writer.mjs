// Reports as JSON → Word files by the package docx: node foreign_writer.mjs MODULES REPORTS.json FOLDER
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [modules, source, folder] = process.argv.slice(2);
const docx = createRequire(join(modules, "package.json"))("docx");

function paragraph(text, alignment, size = 24) {
  return new docx.Paragraph({ alignment, children: [new docx.TextRun({ text, size })] });
}

function table(rows) {
  return new docx.Table({
    width: { size: 100, type: "pct" },
    rows: rows.map(
      (cells) =>
        new docx.TableRow({
          children: cells.map(
            ([text, columnSpan, rowSpan]) =>
              new docx.TableCell({ columnSpan, rowSpan, children: [paragraph(text, "center", 16)] }),
          ),
        }),
    ),
  });
}

for (const [name, report] of Object.entries(JSON.parse(readFileSync(source, "utf8")))) {
  const children = [paragraph(report.title, "center", 44), ...report.opening.map((text) => paragraph(text, "both"))];
  for (const { heading, texts, rows } of report.sections) {
    children.push(paragraph(heading, "left"), ...texts.map((text) => paragraph(text, "both")));
    if (rows) children.push(table(rows));
  }
  children.push(paragraph(report.agency, "right"), paragraph(report.signed, "right"));
  const made = new docx.Document({ sections: [{ children }] });
  writeFileSync(join(folder, `${name}.docx`), await docx.Packer.toBuffer(made));
}
