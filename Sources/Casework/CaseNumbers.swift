package import Primitives

/// The public number of an accepted case (受理号), such as `371621-2025-000412`.
///
/// Gapless per county and year; a public number is not a credential. The counter lives with the caller.
package struct AcceptanceNumber: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The county, six digits.
    package let county: RegionCode
    /// The calendar year of acceptance.
    package let year: Int
    /// Counts from 1 in each county and year.
    package let sequence: Int

    /// A number from its parts; the counter must stay within six digits.
    package init(county: RegionCode, year: Int, sequence: Int) {
        precondition(county.level == .county, "An acceptance number is issued per county, not for \(county.text).")
        precondition((2000...9999).contains(year), "The year \(year) has not four digits.")
        precondition((1...999_999).contains(sequence), "Sequence \(sequence) is not within 1 and 999999.")
        self.county = county
        self.year = year
        self.sequence = sequence
    }

    /// Reads a number as typed; nil unless it has exactly the printed form.
    package init?(parsing text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, zip(parts, [6, 4, 6]).allSatisfy({ $0.utf8.count == $1 }),
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let county = try? RegionCode(String(parts[0])), county.level == .county,
            let year = Int(parts[1]), year >= 2000, let sequence = Int(parts[2]), sequence > 0
        else { return nil }
        self.init(county: county, year: year, sequence: sequence)
    }

    /// The printed form: county, year and six digits.
    package var text: String { "\(county.text)-\(year)-\(zeroPadded(sequence, to: 6))" }
    /// The printed form.
    package var description: String { text }

    /// Orders by county, year and sequence.
    package static func < (left: AcceptanceNumber, right: AcceptanceNumber) -> Bool {
        (left.county, left.year, left.sequence) < (right.county, right.year, right.sequence)
    }
}

/// The number of an issued document (文书号), such as `惠民救确〔2025〕12号`.
///
/// One series per issuing body, kind and year; numbers count from 1 without gaps.
package struct DocumentNumber: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The issuing body's abbreviation (机关代字), such as 惠民救.
    package let issuer: String
    /// The kind of document.
    package let kind: DocumentKind
    /// The calendar year of issue.
    package let year: Int
    /// Counts from 1 within the series.
    package let sequence: Int

    /// A number for a kind that has a series of its own; nil for kinds that carry the case number only.
    package init?(issuer: String, kind: DocumentKind, year: Int, sequence: Int) {
        precondition(!issuer.isEmpty, "A document number needs the issuing body's abbreviation.")
        precondition(sequence > 0, "Document numbers count from 1.")
        guard kind.series != nil else { return nil }
        self.issuer = issuer
        self.kind = kind
        self.year = year
        self.sequence = sequence
    }

    /// The key under which the caller keeps the counter.
    package var seriesKey: String { "\(kind.rawValue)/\(issuer)/\(year)" }
    /// The number in the official form 机关代字〔年份〕序号.
    package var text: String { "\(issuer)\(kind.series ?? "")〔\(year)〕\(sequence)号" }
    /// The number in the official form.
    package var description: String { text }
}

/// Decimal digits with leading zeros.
func zeroPadded(_ value: Int, to width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
