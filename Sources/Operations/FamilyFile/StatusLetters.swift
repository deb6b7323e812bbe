import Casework
import Payments
package import Primitives
package import Storage

/// Writes a letter for another region that a family is helped here (E18): what the migrant family shows where it lives.
package struct IssueStatusLetter: Command {
    package static let name = "letter.issue"
    /// The case in force.
    package let caseID: CaseID
    /// The office that will read it.
    package let office: String
    /// What it is for.
    package let purpose: String

    /// Takes the inputs.
    package init(caseID: CaseID, office: String, purpose: String) {
        self.caseID = caseID
        self.office = office
        self.purpose = purpose
    }

    /// Answers the document, whose QR says whether it stands.
    package func run(in context: CommandContext) throws -> Outcome<DocumentID> {
        guard let staff = context.staff(as: .countyReviewer, .townshipClerk) else { return .refused([.notAllowed]) }
        let file = try CaseFile(caseID, in: context)
        var reasons = context.recusal(from: file)
        if !file.row.state.isInForce { reasons.append(.letterNotInForce) }
        if office.isBlank { reasons.append(.officeMissing) }
        if purpose.isBlank { reasons.append(.letterPurposeMissing) }
        guard reasons.isEmpty else { return .refused(reasons) }
        let terms = try WindowTerms(context.policies(on: context.today), region: file.row.region, on: context.today)
        let last = context.today.adding(days: terms.letterValidDays.value)
        let award = try context.store.awardRow(ofCase: caseID, in: context.scope)
        var lines = [
            DocumentLine("接收单位", office), DocumentLine("用途", purpose),
            DocumentLine("证明编号", file.row.number), DocumentLine("保障人数", "\(file.row.headCount)人"),
            DocumentLine("有效期至", last.chineseText),
        ]
        if let month = award?.award.terms.firstMonth { lines.append(DocumentLine("享受起始", month.chineseText)) }
        let document = try context.issue(
            file.paperOrder(.statusLetter, CaseStepDetails(lines: lines)), by: context.actor)
        try context.store.insertStatusLetter(
            StatusLetterContent(
                number: file.row.number, people: file.members.map(\.name).joined(separator: "、"), office: office,
                purpose: purpose), of: caseID, document: document, validThrough: last, due: nil, by: staff.staffID,
            on: context.today)
        try context.audit(Self.name, "case", caseID.rawValue, region: file.row.region, reason: purpose)
        return .done(document)
    }
}

/// Takes in a letter that a family brought from another region, and notes that the region was asked about it.
package struct TakeStatusLetter: Command {
    package static let name = "letter.take"
    /// The case the family files here.
    package let caseID: CaseID
    /// What the letter says; `way` is how the other region was asked.
    package let content: StatusLetterContent
    /// The last day printed on it.
    package let validThrough: CivilDate

    /// Takes the inputs.
    package init(caseID: CaseID, content: StatusLetterContent, validThrough: CivilDate) {
        self.caseID = caseID
        self.content = content
        self.validThrough = validThrough
    }

    /// The other region has a limit to answer; its silence is recorded as silence.
    package func run(in context: CommandContext) throws -> Outcome<StatusLetterID> {
        guard let staff = context.staff(as: .townshipClerk) else { return .refused([.notAllowed]) }
        let file = try CaseFile(caseID, in: context)
        var reasons = context.recusal(from: file)
        if content.number.isBlank { reasons.append(.letterNumberMissing) }
        if content.office.isBlank { reasons.append(.officeMissing) }
        if content.purpose.isBlank { reasons.append(.letterPurposeMissing) }
        if content.way.isBlank { reasons.append(.wayMissing) }
        if validThrough < context.today { reasons.append(.letterExpired) }
        let held = try context.store.statusLetters(of: caseID, in: context.scope)
        if held.contains(where: { $0.documentID == nil && $0.content.number.utf8.elementsEqual(content.number.utf8) }) {
            reasons.append(.letterTwice)
        }
        guard reasons.isEmpty else { return .refused(reasons) }
        let terms = try WindowTerms(context.policies(on: context.today), region: file.row.region, on: context.today)
        let due = file.count.deadline(terms.letterAnswerDays, after: context.today).on
        let id = try context.store.insertStatusLetter(
            content, of: caseID, document: nil, validThrough: validThrough, due: due, by: staff.staffID,
            on: context.today)
        try context.audit(Self.name, "case", caseID.rawValue, region: file.row.region, reason: content.way)
        return .done(id)
    }
}

/// Records what the other region said of a letter.
package struct AnswerStatusLetter: Command {
    package static let name = "letter.answer"
    /// The letter.
    package let letter: StatusLetterID
    /// Genuine, not genuine, or no answer.
    package let state: StatusLetterState
    /// Who said it, how and when.
    package let answer: String

    /// Takes the inputs.
    package init(letter: StatusLetterID, state: StatusLetterState, answer: String) {
        self.letter = letter
        self.state = state
        self.answer = answer
    }

    /// That nobody answered may be said only when the limit has passed.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let staff = context.staff(as: .townshipClerk, .townshipReviewer) else { return .refused([.notAllowed]) }
        guard let row = try context.store.statusLetter(letter, in: context.scope) else { return .refused([.notFound]) }
        var reasons = try context.recusal(fromCase: row.caseID)
        if row.state != .asked { reasons.append(.letterAnswered) }
        if [.issued, .asked].contains(state) { reasons.append(.letterAnswerMissing) }
        if answer.isBlank { reasons.append(.letterAnswerMissing) }
        if state == .noAnswer, let due = row.dueOn, context.today <= due { reasons.append(.letterStillOpen(due)) }
        guard reasons.isEmpty else { return .refused(reasons) }
        var content = row.content
        content.answer = answer
        try context.store.answerStatusLetter(
            row, state, content: content, by: staff.staffID, on: context.today, in: context.scope)
        try context.audit(Self.name, "case", row.caseID.rawValue, reason: answer)
        return .done(true)
    }
}

extension Reason {
    static let letterNotInForce = Reason(
        "letterNotInForce", "家庭不在保障中，不能出具救助身份证明。", "The family is not helped now, so there is nothing to certify.")
    static let officeMissing = Reason("officeMissing", field: "office", "请填写对方单位。", "Name the other office.")
    static let letterPurposeMissing = Reason(
        "letterPurposeMissing", field: "purpose", "请写明证明的内容或用途。", "Say what the letter is for.")
    static let letterNumberMissing = Reason(
        "letterNumberMissing", field: "number", "请填写证明上的编号。", "Write the number printed on the letter.")
    static let wayMissing = Reason(
        "wayMissing", field: "way", "请写明怎样向对方核实（电话、函、平台）。", "Say how the other region was asked.")
    static let letterExpired = Reason(
        "letterExpired", field: "validThrough", "证明已过有效期。请家庭换新的证明，或直接函请对方核实。",
        "The letter has expired. Ask for a fresh one, or ask the other region directly.")
    static let letterTwice = Reason(
        "letterTwice", field: "number", "这份证明已经登记过。请看已有的记录。", "This letter was taken in before. See the record.")
    static let letterAnswered = Reason(
        "letterAnswered", "这份证明已有核实结果。请刷新页面。", "The letter has been answered already. Reload the page.")
    static let letterAnswerMissing = Reason(
        "letterAnswerMissing", field: "answer", "请选择核实结果，并写明谁在什么时候怎样答复。",
        "Choose the result and say who answered, when and how.")
    static func letterStillOpen(_ day: CivilDate) -> Reason {
        Reason(
            "letterStillOpen", field: "state", "答复期限是\(day.chineseText)，还没有到。没有答复不等于不实，请等到期限届满。",
            "The limit for an answer has not passed. Silence is not a no.")
    }
}
