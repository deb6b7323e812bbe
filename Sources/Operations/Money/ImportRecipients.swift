package import Casework
import Columns
package import Documents
import Foundation
import Payments
package import Primitives
import Storage

/// What taking over a recipient list came to.
package struct ImportedRecipients: Codable, Hashable, Sendable {
    /// The paid month the list equals to the fen.
    package let lastPaidMonth: CalendarMonth
    /// Families taken over.
    package let familyCount: Int
    /// Persons the awards are for.
    package let personCount: Int
    /// What the awards pay in a month.
    package let monthlyTotal: Money
}

extension Bureau {
    /// Takes over a county's list of families who receive a program already, CSV or XLSX by what its bytes are.
    ///
    /// The list is compared with the last paid month of the department data, person by person, and refused whole with
    /// every problem by row and column unless it equals it to the fen. Then one award a family is made, all or none;
    /// the first month paid from here is the one after the last paid.
    package func importRecipients(
        _ content: [UInt8], reader: SpreadsheetReader, county: RegionCode, program: Program, as actor: Actor,
        key: String
    ) async throws -> Outcome<ImportedRecipients> {
        guard let staff = actor.staff, staff.role == .payer || staff.role == .administrator else {
            return .refused([.notAllowed])
        }
        guard staff.region.contains(county), county.level == .county else { return .refused([.notFound]) }
        guard let snapshots, let layer = FamilyProgram(program) else { return .refused([.noPaidRoster]) }
        let roster: RecipientRoster
        do {
            roster = try RecipientRoster(rows: try await reader.rows(of: content).rows)
        } catch let refused as BankFileRefused {
            return .refused(refused.problems.map { Reason($0, code: "recipients") })
        } catch let error as DocumentToolError {
            return .refused([Reason("recipients.file", field: "file", error.description, "The file could not be read.")]
            )
        }
        let known = try await view(as: .system) { try $0.store.citizenIDs(layer: layer, county: county) }
        let paid = try PaidRoster(
            snapshots: try snapshots.open(), persons: Set(known).union(roster.entries.flatMap(\.memberIDs)),
            county: county,
            layer: layer)
        guard let month = paid.lastMonth else { return .refused([.noPaidRoster]) }
        let comparison = roster.compared(with: paid.rows, in: month)
        guard comparison.isEqual else {
            return .refused(comparison.problems.map { Reason($0, code: "recipients") })
        }
        let command = TakeOverRecipients(
            county: county, program: program, lastPaidMonth: month, recipients: roster.entries.map(Recipient.init))
        return try await perform(command, as: actor, key: key)
    }
}

extension Reason {
    /// There is nothing to compare a list with.
    static let noPaidRoster = Reason(
        "recipients.noPaidRoster", "没有这个县这个项目的发放数据可以比对，名单不能导入。请先导入民政发放数据。",
        "There is no paid roster of this county and program to compare with. Import the payment data first.")
}

/// One family of a list, as the command carries it.
package struct Recipient: Codable, Hashable, Sendable {
    let row: Int
    let certificateNumber: String
    let applicantID: String
    let memberIDs: [String]
    let classCode: String
    let monthlyAmount: Money
    let account: BankAccount?
    let applicantName: String

    init(_ entry: RecipientRoster.Entry) {
        row = entry.row
        certificateNumber = entry.certificateNumber
        applicantID = entry.applicantID.text
        memberIDs = entry.memberIDs.map(\.text)
        classCode = entry.classCode
        monthlyAmount = entry.monthlyAmount
        account = entry.account
        applicantName = entry.applicantName
    }
}

/// Makes the awards of a list that was compared: the transaction of `Bureau.importRecipients`.
package struct TakeOverRecipients: Command {
    package static let name = "money.takeOverRecipients"
    let county: RegionCode
    let program: Program
    let lastPaidMonth: CalendarMonth
    let recipients: [Recipient]

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<ImportedRecipients> {
        guard let staff = context.staff(as: .payer, .administrator) else { return .refused([.notAllowed]) }
        guard context.scope.contains(county) else { return .refused([.notFound]) }
        var problems: [BankFileProblem] = []
        var persons = 0
        for recipient in recipients {
            guard let home = try home(of: recipient, in: context, problems: &problems) else { continue }
            persons += home.members.count
            try start(recipient, home, by: staff.staffID, in: context)
        }
        guard problems.isEmpty else { return .refused(problems.map { Reason($0, code: "recipients") }) }
        try context.audit("money.importRecipients", "region", 0, region: county)
        return .done(
            ImportedRecipients(
                lastPaidMonth: lastPaidMonth, familyCount: recipients.count, personCount: persons,
                monthlyTotal: recipients.reduce(.zero) { $0 + $1.monthlyAmount }))
    }

    private struct Home {
        let family: FamilyID
        let region: RegionCode
        let holder: PersonID
        let members: [PersonID]
    }

    private func home(
        of recipient: Recipient, in context: CommandContext, problems: inout [BankFileProblem]
    ) throws -> Home? {
        let before = problems.count
        func note(_ column: RecipientRoster.Column, _ message: String) {
            problems.append(BankFileProblem(line: recipient.row, column: column.rawValue, message))
        }
        let applicant = try context.store.recipient(CitizenID(recipient.applicantID))
        if applicant == nil { note(.applicantID, "对象库里没有此人的家庭，请先导入或登记") }
        if let applicant, !county.contains(applicant.region) { note(.applicantID, "这户不在\(county.text)") }
        var members: [PersonID] = []
        for id in recipient.memberIDs {
            let found = try context.store.recipient(CitizenID(id))
            if let found, found.family == applicant?.family {
                members.append(found.person)
            } else if applicant != nil {
                note(.members, "****\(id.suffix(4))不是这户的成员，请先更正家庭成员")
            }
        }
        let against = try context.store.standsAgainstImport(
            certificate: recipient.certificateNumber, family: applicant?.family, program: program)
        if against.certificateHeld { note(.certificateNumber, "证号\(recipient.certificateNumber)已经登记") }
        if against.awardHeld { note(.applicantID, "这户已有在发的\(program.chinese)待遇") }
        guard problems.count == before, let applicant else { return nil }
        return Home(family: applicant.family, region: applicant.region, holder: applicant.person, members: members)
    }

    private func start(_ recipient: Recipient, _ home: Home, by staff: StaffID, in context: CommandContext) throws {
        let payee = recipient.account.map {
            PayeeAccount(person: home.holder, holderName: recipient.applicantName, account: $0)
        }
        let terms = AwardTerms(
            program: program.rawValue, family: home.family, caseID: nil, members: home.members,
            classCode: recipient.classCode, monthlyAmount: recipient.monthlyAmount,
            firstMonth: lastPaidMonth.adding(months: 1), payee: payee)
        let award = try Award(id: context.store.ids.next(), start: terms, at: context.now, by: staff)
        try context.store.insertAward(
            AwardRow(
                award: award, certificateNumber: recipient.certificateNumber, region: home.region, origin: .imported),
            actor: context.actor.row, at: context.now, on: context.today)
    }
}
