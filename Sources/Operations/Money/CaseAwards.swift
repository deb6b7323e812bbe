import Casework
import Payments
import Primitives
import Storage

/// What a case's decision does to money: the award begins, pauses, resumes or ends in the same transaction.
enum CaseAwards {
    static func perform(
        _ action: CaseAction, of file: CaseFile, actor: Actor, in context: CommandContext
    ) throws {
        switch action {
        case .createAward(let amount, let month):
            try start(amount, from: month, through: nil, file, actor, in: context)
        case .grantOnce(let amount):
            let month = context.today.calendarMonth
            try start(amount, from: month, through: month, file, actor, in: context)
        case .changeAward(let amount, let month):
            try change(file, actor, in: context) { award, _ in
                .amountChanged(
                    amount, members: file.members.map(\.personID), from: max(month, award.terms.firstMonth))
            }
        case .suspendAward:
            try change(file, actor, in: context) { award, month in
                .suspended(reason: "经审核暂停", from: max(month, award.terms.firstMonth))
            }
        case .resumeAward:
            try change(file, actor, in: context) { award, _ in
                .resumed(from: max(context.today.calendarMonth, award.terms.firstMonth))
            }
        case .endAward(let lastMonth):
            let reason = try stopReason(of: file, in: context)
            if file.row.state != .gradualExit { try context.store.setLayer(.monitored, of: file.row.familyID) }
            try change(file, actor, in: context) { award, _ in
                .stopped(reason, from: max(lastMonth.adding(months: 1), award.terms.firstMonth))
            }
        default:
            preconditionFailure("Only what touches money is performed here.")
        }
    }

    /// Puts the class of a family on its award; does nothing where there is none, or it stands there already.
    static func put(
        _ reviewClass: ReviewClass, on file: CaseFile, actor: Actor, in context: CommandContext
    ) throws {
        guard var row = try context.store.awardRow(ofCase: file.row.id, in: context.scope),
            row.award.classCode != reviewClass.rawValue
        else { return }
        let month = max(context.today.calendarMonth, row.award.terms.firstMonth)
        try context.store.appendChange(
            .classChanged(reviewClass.rawValue, from: month), to: &row, by: staff(actor), actor: actor.row,
            in: StoreTransaction.caseAwards, at: context.now, on: context.today)
    }

    private static func start(
        _ amount: Money, from month: CalendarMonth, through last: CalendarMonth?, _ file: CaseFile, _ actor: Actor,
        in context: CommandContext
    ) throws {
        let row = file.row
        let county = row.region.ancestor(at: .county) ?? row.region
        // What is paid once is not looked at again, and has no class.
        let classCode = last == nil ? try FamilyClass(file, in: context).reviewClass.rawValue : ""
        let terms = AwardTerms(
            program: row.program.rawValue, family: row.familyID, caseID: row.id, members: file.members.map(\.personID),
            classCode: classCode, monthlyAmount: amount, firstMonth: month, lastMonth: last, payee: payee(of: file))
        let award = try Award(
            id: context.store.ids.next(), start: terms, at: context.now, by: staff(actor))
        let number = try context.store.nextNumber(
            series: "certificate/\(row.program.rawValue)", region: county, year: context.today.year)
        try context.store.insertAward(
            AwardRow(
                award: award,
                certificateNumber: certificateNumber(
                    row.program, county: county, year: context.today.year, sequence: number),
                region: row.region, origin: .decided),
            actor: actor.row, at: context.now, on: context.today)
        if let layer = FamilyProgram(row.program) { try context.store.setLayer(layer, of: row.familyID) }
        try context.audit("award.started", "award", award.id.rawValue, region: row.region)
    }

    /// A certificate's number: the program's letters, the county, the year and the place in its series.
    static func certificateNumber(_ program: Program, county: RegionCode, year: Int, sequence: Int64) -> String {
        "\(program.letters)\(county.text)-\(year)-\(sequence.padded(6))"
    }

    private static func change(
        _ file: CaseFile, _ actor: Actor, in context: CommandContext,
        _ kind: (Award, CalendarMonth) -> AwardChange.Kind
    ) throws {
        guard var row = try context.store.awardRow(ofCase: file.row.id, in: context.scope) else {
            throw StoreError(.damaged, "Case \(file.row.number) is in force without an award. Ask the administrator.")
        }
        let month = try context.store.firstUnpaidMonth(of: row.award.id, from: context.today.calendarMonth)
        try context.store.appendChange(
            kind(row.award, month), to: &row, by: staff(actor), actor: actor.row, in: StoreTransaction.caseAwards,
            at: context.now, on: context.today)
        try context.audit("award.changed", "award", row.award.id.rawValue, region: file.row.region)
    }

    /// The account the form names, when it is sound and its holder is a member; otherwise nothing is paid before one
    /// is recorded.
    private static func payee(of file: CaseFile) -> PayeeAccount? {
        guard let account = try? BankAccount(file.row.form.bankAccount),
            let holder = file.members.first(where: { $0.number == file.row.form.accountHolderNumber })
        else { return nil }
        return PayeeAccount(person: holder.personID, holderName: holder.name, account: account)
    }

    /// Who answers for a change; 0 where no staff member acted, as when the applicant withdraws.
    ///
    /// The row names the actor.
    private static func staff(_ actor: Actor) -> StaffID { actor.staff?.staffID ?? StaffID(0) }

    /// Why the award ends, as the event says that was recorded just before its actions.
    private static func stopReason(of file: CaseFile, in context: CommandContext) throws -> StopReason {
        guard let last = try context.store.caseEvents(file.row.id, in: context.scope).last else {
            return .incomeAboveLine
        }
        switch try StoreTransaction.fromJSON(Array(last.payload.utf8), as: CaseEvent.self) {
        case .withdraw: return .withdrawn
        case .endNonCooperation: return .nonCooperation
        case .endDeath: return .death
        case .endMoved: return .movedAway
        case .beginGradualExit: return .gradualExitEnded
        case .terminate(let codes), .revoke(let codes): return stopReason(of: codes)
        default: return .incomeAboveLine
        }
    }

    /// The gravest of the reasons given: fraud before refusal to cooperate before the family's own wish.
    private static func stopReason(of codes: [ReasonCode]) -> StopReason {
        let codes = Set(codes)
        if !codes.isDisjoint(with: [.membersConcealed, .falseDeclaration]) { return .fraud }
        if !codes.isDisjoint(with: [.investigationRefused, .contactLost, .workRefused, .reviewRefused]) {
            return .nonCooperation
        }
        if codes.contains(.alreadyCovered) { return .programChanged }
        return codes.contains(.voluntaryExit) ? .withdrawn : .incomeAboveLine
    }
}

extension Program {
    /// The letters that certificate numbers of the program begin with.
    fileprivate var letters: String {
        switch self {
        case .dibao: "DB"
        case .marginalHousehold: "BY"
        case .rigidExpenseHousehold: "GX"
        case .destituteSupport: "TK"
        case .temporaryRelief: "LS"
        }
    }
}
