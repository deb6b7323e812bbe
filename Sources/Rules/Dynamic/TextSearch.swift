/// Finding a text in a text, each comparison counted.
enum TextSearch {
    static func first<Unit: Equatable>(
        _ part: [Unit], in text: [Unit], from start: Int, _ budget: inout DynamicBudget
    ) throws(DynamicError) -> Int? {
        guard part.count <= text.count - start else { return nil }
        for place in start...(text.count - part.count) where try stands(part, in: text, at: place, &budget) {
            return place
        }
        return nil
    }

    static func last<Unit: Equatable>(
        _ part: [Unit], in text: [Unit], from start: Int, _ budget: inout DynamicBudget
    ) throws(DynamicError) -> Int? {
        guard part.count <= text.count else { return nil }
        for place in (0...min(start, text.count - part.count)).reversed()
        where try stands(part, in: text, at: place, &budget) {
            return place
        }
        return nil
    }

    private static func stands<Unit: Equatable>(
        _ part: [Unit], in text: [Unit], at place: Int, _ budget: inout DynamicBudget
    ) throws(DynamicError) -> Bool {
        var length = 0
        while length < part.count, text[place + length] == part[length] { length += 1 }
        if length > 16 || place % 16 == 0 { try budget.spend(length / 16 + 1) }
        return length == part.count
    }

    /// The runs between separators; an empty separator cuts behind every code point.
    static func pieces(
        of text: [Unicode.Scalar], by mark: [Unicode.Scalar], most: Int, _ budget: inout DynamicBudget
    ) throws(DynamicError) -> [Range<Int>] {
        if mark.isEmpty {
            let cuts = min(text.count, most) - 1
            guard cuts >= 0 else { return [] }
            return (0..<cuts).map { $0..<$0 + 1 } + [cuts..<text.count]
        }
        var pieces: [Range<Int>] = []
        var start = 0
        while pieces.count < most - 1, let place = try first(mark, in: text, from: start, &budget) {
            pieces.append(start..<place)
            start = place + mark.count
        }
        return pieces + [start..<text.count]
    }

    /// Puts another text for a part, at most so often; an empty part stands before every code point and at the end.
    static func replace(
        _ part: String, in text: String, by other: String, most: Int, _ budget: inout DynamicBudget
    ) throws(DynamicError) -> DynamicValue {
        let scalars = Array(text.unicodeScalars)
        let searched = Array(part.unicodeScalars)
        var result: [UInt8] = []
        var start = 0
        var count = 0
        while count < most {
            let place: Int
            if searched.isEmpty {
                place = count == 0 ? 0 : start + 1
                if place > scalars.count { break }
            } else {
                guard let found = try first(searched, in: scalars, from: start, &budget) else { break }
                place = found
            }
            for scalar in scalars[start..<place] { result += String(scalar).utf8 }
            result += other.utf8
            start = place + searched.count
            count += 1
            guard result.count <= budget.limits.weight * 64 else {
                throw DynamicError("the text is too long", isLimit: true)
            }
            try budget.spend(other.utf8.count / 16 + 1)
        }
        for scalar in scalars[start...] { result += String(scalar).utf8 }
        return try budget.admit(.string(String(decoding: result, as: UTF8.self)))
    }
}
