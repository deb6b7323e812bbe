import Policies
import Primitives
import Rules
import Verification

/// The facts of a case with everything open that silent sources could still answer, also where something was declared.
///
/// A determination takes what was declared where a source is silent about income, and says so; here the same silence
/// stays open, since a later answer counts where it is higher.
struct InterimFacts {
    /// The facts, opened.
    private(set) var sheet: FactSheet
    /// The silent sources with what their answers would set.
    private(set) var silent: [SilentSource] = []
    private let report: VerificationReport
    private let reasonText = "来源未答复"
    /// What was declared where it was opened downwards, by row and field.
    private var lowered: [String: Int64] = [:]

    init(_ facts: HouseholdFacts, _ report: VerificationReport, _ definition: FactsDefinition) {
        sheet = facts.sheet(definition)
        self.report = report
        for answer in report.silentAnswers {
            let feeds = Set(
                report.lines.filter { line in
                    line.datasets.contains(answer.dataset) && (line.member ?? answer.member) == answer.member
                }.compactMap(\.feeds))
            var opened: [SilentFact] = []
            for feed in feeds.sorted(by: { $0.rawValue < $1.rawValue }) { opened += open(feed, of: answer.member) }
            silent.append(
                SilentSource(
                    dataset: answer.dataset, title: answer.title, member: answer.member,
                    name: report.members.first { $0.key == answer.member }?.name ?? answer.member,
                    reason: answer.reason ?? "原因不明", facts: opened,
                    mayBar: opened.isEmpty && answer.exchange != nil))
        }
    }

    /// Opens what an item of the report gives for a member.
    private mutating func open(_ feed: ReportFeed, of member: String) -> [SilentFact] {
        switch feed {
        case .registered, .student, .medicalSelfPaid: []
        case .disability: disability(member)
        case .wage: income(.wage, of: member) + employment(member)
        case .pension: income(.pension, of: member)
        case .unemploymentBenefit: income(.transfer, of: member)
        case .basicResidentPension: income(.basicResidentPension, of: member) + declaredTransfers(member)
        case .farmSubsidy: income(.farmSubsidy, of: member)
        case .cars, .carValue: property(.car, of: member) + declaredCars()
        case .homes, .homeArea: property(.home, of: member)
        case .shops: property(.shop, of: member)
        case .firms: property(.firm, of: member)
        case .deposits: property(.deposit, of: member)
        case .securities: property(.security, of: member)
        case .insurancePremiums: property(.insurance, of: member)
        case .farmMachines: property(.farmVehicle, of: member)
        }
    }

    /// An income: what was declared may turn out higher; with nothing declared there may be some.
    private mutating func income(_ kind: IncomeKind, of member: String) -> [SilentFact] {
        let own = rows("income", of: member) { sheet.fact("incomeKind", at: $0) == .word(kind.rawValue) }
        if let row = own.first {
            for field in ["incomeMonthly", "incomeYearly"] {
                switch sheet.fact(field, at: row) {
                case .number(let fen) where fen > 0 || field == "incomeMonthly" && yearly(row) == 0:
                    leaveOpen(field, at: row, from: fen)
                    return [
                        SilentFact(entity: "income", key: sheet.key(of: row), field: field, ifNothing: .number(fen))
                    ]
                case .between, .unknown:
                    let key = sheet.key(of: row)
                    guard let fen = lowered["\(key)/\(field)"] else {
                        return [SilentFact(entity: "income", key: key, field: field)]
                    }
                    leaveOpen(field, at: row, from: 0)
                    return [SilentFact(entity: "income", key: key, field: field, ifNothing: .number(fen))]
                case .number, .word, nil: continue
                }
            }
        }
        let key = "silent-\(kind.rawValue)-\(member)"
        guard let owner = sheet.row("member", key: member),
            let row = sheet.add("income", below: owner, key: key, label: kind.chinese)
        else { return [] }
        let known: [(String, FactValue)] = [
            ("incomeKind", .word(kind.rawValue)), ("incomeMonths", .number(12)), ("incomeYearly", .number(0)),
            ("incomeExempt", .number(0)),
        ]
        for (field, value) in known { sheet.set(field, of: row, to: .known(value, .declared(on: .first))) }
        sheet.set("incomeMonthly", of: row, to: .unknown(reason: reasonText))
        return [SilentFact(entity: "income", key: key, field: "incomeMonthly")]
    }

    /// What was declared as transfers may turn out to be a resident pension, which counts elsewhere and is exempt.
    private mutating func declaredTransfers(_ member: String) -> [SilentFact] {
        let own = rows("income", of: member) { row in
            sheet.fact("incomeKind", at: row) == .word(IncomeKind.transfer.rawValue)
        }
        return own.flatMap { row in ["incomeMonthly", "incomeYearly"].map { (row, $0) } }.compactMap { row, field in
            let key = sheet.key(of: row)
            let declared: Int64
            let most: Int64
            switch sheet.fact(field, at: row) {
            case .number(let fen) where fen > 0: (declared, most) = (fen, fen)
            case .between(let low, let high, _): (declared, most) = (lowered["\(key)/\(field)"] ?? low, high)
            case .number, .unknown, .word, nil: return nil
            }
            lowered["\(key)/\(field)"] = declared
            sheet.set(field, of: row, to: .known(.between(0, most, reason: reasonText), .declared(on: .first)))
            return SilentFact(entity: "income", key: key, field: field, ifNothing: .number(declared))
        }
    }

    private func yearly(_ row: RowID) -> Int64 {
        if case .number(let fen)? = sheet.fact("incomeYearly", at: row) { fen } else { 0 }
    }

    /// A property: beside what was declared there may be any number of any worth.
    private mutating func property(_ kind: PropertyKind, of member: String) -> [SilentFact] {
        var held = rows("property", of: member) { row in
            sheet.fact("propertyKind", at: row) == .word(kind.rawValue) && isOpen("propertyHeld", row)
        }.first
        if held == nil, let owner = sheet.row("member", key: member) {
            held = sheet.add(
                "property", below: owner, key: "silent-\(kind.rawValue)-\(member)", label: kind.chinese)
            if let row = held {
                let source = FactSource.declared(on: .first)
                sheet.set("propertyKind", of: row, to: .known(.word(kind.rawValue), source))
                sheet.set("propertyExempt", of: row, to: .known(.number(0), source))
                for field in Self.propertyFields { sheet.set(field, of: row, to: .unknown(reason: reasonText)) }
            }
        }
        guard let row = held else { return [] }
        return Self.propertyFields.map { SilentFact(entity: "property", key: sheet.key(of: row), field: $0) }
    }

    private static let propertyFields = ["propertyHeld", "propertyCount", "propertyValue", "propertyMetres"]

    /// A declared vehicle is a motorcycle where the register knows no car.
    private mutating func declaredCars() -> [SilentFact] {
        let declared = sheet.rows("property").filter { row in
            sheet.fact("propertyKind", at: row) == .word(PropertyKind.car.rawValue)
                && sheet.source(of: "propertyHeld", at: row)?.kind == .declared
        }
        for row in declared { sheet.set("propertyKind", of: row, to: .unknown(reason: reasonText)) }
        let open = sheet.rows("property").filter { isOpen("propertyKind", $0) }
        return open.map {
            SilentFact(
                entity: "property", key: sheet.key(of: $0), field: "propertyKind",
                ifNothing: .word(PropertyKind.motorcycle.rawValue))
        }
    }

    private mutating func disability(_ member: String) -> [SilentFact] {
        guard let row = sheet.row("member", key: member) else { return [] }
        return ["disabilityKind", "disabilityGrade"].map { field in
            let known = sheet.fact(field, at: row)
            if !isOpen(field, row) { sheet.set(field, of: row, to: .unknown(reason: reasonText)) }
            let nothing: FactValue = field == "disabilityKind" ? .word("none") : .number(0)
            return SilentFact(
                entity: "member", key: member, field: field,
                ifNothing: isOpen(known) ? nothing : known ?? nothing)
        }
    }

    /// Whoever is found insured has work.
    private mutating func employment(_ member: String) -> [SilentFact] {
        guard let row = sheet.row("member", key: member), let known = sheet.fact("employment", at: row) else {
            return []
        }
        sheet.set("employment", of: row, to: .unknown(reason: reasonText))
        return [SilentFact(entity: "member", key: member, field: "employment", ifNothing: known)]
    }

    private mutating func leaveOpen(_ field: String, at row: RowID, from low: Int64) {
        guard let id = sheet.definition.schema.field(field) else { return }
        let most = sheet.definition.schema.fields[id.index].range.upperBound
        sheet.set(field, of: row, to: .known(.between(low, most, reason: reasonText), .declared(on: .first)))
    }

    private func rows(_ entity: String, of member: String, where isWanted: (RowID) -> Bool) -> [RowID] {
        sheet.rows(entity).filter { row in
            sheet.row(of: "member", from: row).map(sheet.key(of:)) == member && isWanted(row)
        }
    }

    private func isOpen(_ field: String, _ row: RowID) -> Bool { isOpen(sheet.fact(field, at: row)) }

    private func isOpen(_ value: FactValue?) -> Bool {
        switch value {
        case .between, .unknown: true
        case .number, .word, nil: false
        }
    }
}
