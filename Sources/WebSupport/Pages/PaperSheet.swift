/// A document of an office as it prints: layout, blocks in order, seal and verifying code.
///
/// Its words come with it, so that a print is the same whatever language the page around it has.
package struct PaperSheet: Sendable {
    /// The template, in a print frame.
    package static let template = "paper/document"

    /// One block of the body.
    package struct Block: Sendable {
        let kind: String
        let text: String
        let lines: [(label: String, value: String)]
        let headings: [String]
        let rows: [[String]]

        /// A block: heading, paragraph, fields, table, signatures or note.
        package init(
            _ kind: String, text: String, lines: [(label: String, value: String)], headings: [String], rows: [[String]]
        ) {
            (self.kind, self.text, self.lines, self.headings, self.rows) = (kind, text, lines, headings, rows)
        }
    }

    /// A signature that stands on the document.
    package struct Mark: Sendable {
        let text: String

        /// Who signed and how, in one line.
        package init(_ text: String) { self.text = text }
    }

    /// Longest value that shares its row with another.
    private static let shortValue = 12
    /// Longest label that shares its row with another.
    private static let shortLabel = 7

    /// What the template shows.
    package let model: Fields

    /// Takes a document's parts; `code` is the picture of its QR code and the address in it, nil for a blank form.
    package init(
        addressee: String, blocks: [Block], marks: [Mark] = [], lacks: String? = nil, issuer: String, sealed: Bool,
        day: String, code: (viewBox: String, path: String, address: String)?, isSample: Bool = false
    ) {
        model = [
            "addressee": addressee.isEmpty ? nil : addressee,
            "blocks": blocks.map(Self.block), "issuer": issuer, "day": day, "lacks": lacks,
            "isSample": isSample, "seal": sealed ? "（印章）" : nil,
            "marks": marks.map(\.text), "hasMarks": !marks.isEmpty,
            "viewBox": code?.viewBox, "path": code?.path, "checkAddress": code?.address, "hasCode": code != nil,
        ]
    }

    private static func block(_ block: Block) -> Fields {
        // A column of sums stands to the right, point under point.
        let sums = block.headings.indices.map { index in
            !block.rows.isEmpty && block.rows.allSatisfy { index < $0.count && isSum($0[index]) }
        }
        return [
            "isHeading": block.kind == "heading", "isParagraph": block.kind == "paragraph",
            "isFields": block.kind == "fields", "isTable": block.kind == "table",
            "isSignatures": block.kind == "signatures", "isNote": block.kind == "note", "text": block.text,
            "rows": block.kind == "table" ? [] : grid(block.lines),
            "headings": block.headings.indices.map {
                ["text": block.headings[$0], "isSum": sums[$0]] as Fields
            },
            "columns": block.rows.map { row in
                // On a phone a row stands upright, each cell behind its own heading.
                [
                    "cells": row.enumerated().map { index, text in
                        [
                            "text": text, "label": index < block.headings.count ? block.headings[index] : "",
                            "isSum": index < sums.count && sums[index],
                        ] as Fields
                    }
                ] as Fields
            },
            "hasCaption": !block.text.isEmpty, "hasNoRows": block.rows.isEmpty, "width": block.headings.count,
            "signers": block.kind == "signatures" ? block.lines.map(\.label) : [],
        ]
    }

    /// Whether a cell is a sum with its fen: 1,041.00.
    private static func isSum(_ text: String) -> Bool {
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
        guard digits.count > 3, digits.dropLast(2).last == UInt8(ascii: ".") else { return false }
        return digits.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }
    }

    /// Two short values share a row; a long one has its own.
    private static func grid(_ lines: [(label: String, value: String)]) -> [Fields] {
        var rows: [Fields] = []
        var waiting: (label: String, value: String)?
        func alone(_ line: (label: String, value: String)) -> Fields {
            ["label": line.label, "value": line.value, "isPair": false, "label2": nil, "value2": nil]
        }
        for line in lines {
            let isShort = line.value.count <= shortValue && line.label.count <= shortLabel
            guard isShort else {
                if let held = waiting { rows.append(alone(held)) }
                waiting = nil
                rows.append(alone(line))
                continue
            }
            if let held = waiting {
                rows.append([
                    "label": held.label, "value": held.value, "isPair": true, "label2": line.label,
                    "value2": line.value,
                ])
                waiting = nil
            } else {
                waiting = line
            }
        }
        if let held = waiting { rows.append(alone(held)) }
        return rows
    }
}
