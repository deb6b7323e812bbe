/// Two texts line by line: what was taken out and what was put in, with the lines around it.
package struct LineDifference: Hashable, Sendable {
    /// One line of it.
    package struct Line: Hashable, Sendable {
        /// What became of the line.
        package enum Kind: String, Sendable { case same, removed, added, gap }

        /// What became of the line.
        package let kind: Kind
        /// The line's number where it stands.
        package let number: Int
        /// The line.
        package let text: String
    }

    /// The file.
    package let name: String
    /// The lines that differ, with two lines around each.
    package let lines: [Line]

    private static let around = 2

    /// Compares two texts; nil when they are the same.
    package init?(name: String, before: String, after: String) {
        guard Array(before.utf8) != Array(after.utf8) else { return nil }
        self.name = name
        lines = Self.shortened(Self.all(Self.lines(before), Self.lines(after)))
    }

    private static func lines(_ text: String) -> [Substring] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private static func all(_ before: [Substring], _ after: [Substring]) -> [Line] {
        let changes = after.difference(from: before)
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in changes {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var (old, new) = (0, 0)
        var result: [Line] = []
        while old < before.count || new < after.count {
            if old < before.count, removed.contains(old) {
                result.append(Line(kind: .removed, number: old + 1, text: String(before[old])))
                old += 1
            } else if new < after.count, added.contains(new) {
                result.append(Line(kind: .added, number: new + 1, text: String(after[new])))
                new += 1
            } else {
                result.append(Line(kind: .same, number: new + 1, text: String(after[new])))
                (old, new) = (old + 1, new + 1)
            }
        }
        return result
    }

    private static func shortened(_ lines: [Line]) -> [Line] {
        let changed = lines.indices.filter { lines[$0].kind != .same }
        var shown: Set<Int> = []
        for index in changed { shown.formUnion(max(0, index - around)...min(lines.count - 1, index + around)) }
        var result: [Line] = []
        for index in lines.indices {
            if shown.contains(index) {
                result.append(lines[index])
            } else if result.last?.kind != .gap {
                result.append(Line(kind: .gap, number: lines[index].number, text: "⋯"))
            }
        }
        return result
    }
}
