package import Primitives

/// Whose power a delegated township uses (`domain.md` §9.4).
package enum DelegationKind: String, CaseIterable, Codable, Hashable, Sendable {
    /// Entrusted 委托: in the county's name, under its seal and liability.
    case entrusted
    /// Assigned 赋权: the township's own.
    case assigned

    /// The kind in words.
    package var chinese: String { self == .entrusted ? "委托" : "赋权" }
}

/// Why a delegation order does not stand.
package enum DelegationReason: String, RefusalReason {
    case townshipsMissing, townshipOutside, programsMissing, daysWrong, samplingMissing, basisMissing, notPublished
    case overlaps

    /// The area of the codes.
    package static let area = "delegation"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .townshipsMissing: RefusalWording("没有写明下放给哪些乡镇。请选择。", "No township is named. Choose them.")
        case .townshipOutside: RefusalWording("%不属于本县。请改正。", "A township lies outside the county. Correct it.")
        case .programsMissing: RefusalWording("没有写明下放哪些项目。请选择。", "No program is named. Choose them.")
        case .daysWrong: RefusalWording("终止日早于起始日。请改正。", "The order ends before it begins. Correct it.")
        case .samplingMissing:
            RefusalWording(
                "没有写明县级抽查比例。下放后县级仍要监督，请填写。",
                "No sampling share is set. The county still supervises, so set one.")
        case .basisMissing: RefusalWording("没有写明依据文件。请填写文号。", "The document it rests on is missing.")
        case .notPublished:
            RefusalWording(
                "委托（赋权）事项还没有向社会公布，不能生效。请先公布。",
                "The order was not published, so it cannot take effect. Publish it first.")
        case .overlaps:
            RefusalWording("%的%在同一时间已有另一份委托。请先终止原委托。", "Another order covers the same. End that one first.")
        }
    }
}

/// A county's order that lets townships decide.
package struct DelegationOrder: Codable, Hashable, Sendable {
    /// Entrusted or assigned.
    package var kind: DelegationKind
    /// The county.
    package var county: RegionCode
    /// The townships.
    package var townships: Set<RegionCode>
    /// The programs.
    package var programs: Set<Program>
    /// The document it rests on.
    package var basis: String
    /// The first day.
    package var from: CivilDate
    /// The last day; nil until further notice.
    package var through: CivilDate?
    /// The day it was revoked; nil while it stands.
    package var revokedOn: CivilDate?
    /// The day it was published.
    package var publishedOn: CivilDate?
    /// Share of decisions the county looks at.
    package var samplingShare: Ratio
    /// Largest sum of relief the township decides; nil when none is set.
    package var reliefCeiling: Money?

    /// An order.
    package init(
        kind: DelegationKind, county: RegionCode, townships: Set<RegionCode>, programs: Set<Program>, basis: String,
        from: CivilDate, through: CivilDate?, revokedOn: CivilDate?, publishedOn: CivilDate?, samplingShare: Ratio,
        reliefCeiling: Money?
    ) {
        self.kind = kind
        self.county = county
        self.townships = townships
        self.programs = programs
        self.basis = basis
        self.from = from
        self.through = through
        self.revokedOn = revokedOn
        self.publishedOn = publishedOn
        self.samplingShare = samplingShare
        self.reliefCeiling = reliefCeiling
    }

    /// The last day it has effect, by its term or its revocation; nil when open.
    package var lastDay: CivilDate? {
        [through, revokedOn.map { $0.adding(days: -1) }].compactMap { $0 }.min()
    }

    /// Whether it covers a program in a township on a day.
    package func covers(_ program: Program, _ township: RegionCode, on day: CivilDate) -> Bool {
        programs.contains(program) && townships.contains(township) && from <= day
            && (lastDay.map { day <= $0 } ?? true)
    }

    /// Everything that keeps the order from standing beside the others.
    package func refusals(beside others: [DelegationOrder]) -> [StatedRefusal] {
        var found = Refusals<DelegationReason>()
        found.refuse(when: townships.isEmpty, .townshipsMissing)
        let outside = townships.filter { $0.level != .township || !county.contains($0) }.sorted().map(\.text)
        found.refuse(when: !outside.isEmpty, .townshipOutside, outside.joined(separator: "、"))
        found.refuse(when: programs.isEmpty, .programsMissing)
        found.refuse(when: through.map { $0 < from } ?? false, .daysWrong)
        found.refuse(when: samplingShare <= .zero, .samplingMissing)
        found.refuse(when: isBlank(basis), .basisMissing)
        found.refuse(when: publishedOn.map { $0 > from } ?? true, .notPublished)
        for township in townships.sorted() {
            let twice = Program.allCases.filter { program in
                programs.contains(program) && others.contains { $0.overlaps(self, program, township) }
            }
            found.refuse(
                when: !twice.isEmpty, .overlaps, township.text, twice.map(\.chineseShort).joined(separator: "、"))
        }
        return found.list
    }

    private func overlaps(_ other: DelegationOrder, _ program: Program, _ township: RegionCode) -> Bool {
        covers(program, township, on: max(from, other.from))
            && other.covers(program, township, on: max(from, other.from))
    }
}

/// Who decides a case, in whose name, and by which order.
package struct Competence: Hashable, Sendable {
    /// The body.
    package let body: CompetentBody
    /// Whether the decision bears the county's name and seal.
    package let inCountyName: Bool
    /// The order; nil when the county never handed it down.
    package let order: DelegationOrder?

    /// What nobody handed down: the county decides in its own name.
    package static let county = Competence(body: .county, inCountyName: true, order: nil)

    /// The competence for a case accepted on a day, as it stands today.
    ///
    /// A case keeps the body of its acceptance; a revoked order gives what is undecided back to the county, and a sum
    /// above the ceiling was never the township's.
    package static func of(
        _ program: Program, township: RegionCode, acceptedOn: CivilDate, on today: CivilDate, amount: Money?,
        orders: [DelegationOrder]
    ) -> Competence {
        let standing = orders.first { $0.covers(program, township, on: acceptedOn) }
        guard let order = standing, order.revokedOn.map({ today < $0 }) ?? true else {
            return .county
        }
        if program == .temporaryRelief, let amount, let ceiling = order.reliefCeiling, amount > ceiling {
            return .county
        }
        return Competence(body: .township, inCountyName: order.kind == .entrusted, order: order)
    }
}
