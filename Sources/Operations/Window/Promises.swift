import Casework
package import Primitives
import Sealing
package import Storage

/// A family promises in writing what a paper would show, and the office checks it afterwards 告知承诺.
package struct TakePromise: Command {
    package static let name = "window.promise"
    /// The case.
    package let caseID: CaseID
    /// The paper it stands for.
    package let item: String
    /// What is promised, in the family's words.
    package let statement: String
    /// Who signs.
    package let signer: String
    /// Whether what follows from a false promise was read out.
    package let isInformed: Bool

    /// Takes the inputs.
    package init(caseID: CaseID, item: String, statement: String, signer: String, isInformed: Bool) {
        self.caseID = caseID
        self.item = item
        self.statement = statement
        self.signer = signer
        self.isInformed = isInformed
    }

    /// Only for papers the region lists, once each, and never after a promise of this family was found false.
    package func run(in context: CommandContext) throws -> Outcome<CommitmentID> {
        guard let staff = context.staff(as: .townshipClerk) else { return .refused([.notAllowed]) }
        let file = try CaseFile(caseID, in: context)
        let terms = try WindowTerms(context.policies(on: context.today), region: file.row.region, on: context.today)
        let held = try context.store.commitments(of: caseID, in: context.scope)
        var reasons = context.recusal(from: file)
        if !terms.promises.value.contains(item) { reasons.append(.promiseItemUnknown(terms.promises.citation)) }
        if statement.isBlank { reasons.append(.promiseMissing) }
        if !file.members.contains(where: { $0.name.utf8.elementsEqual(signer.utf8) }) {
            reasons.append(.signerUnknown)
        }
        if !isInformed { reasons.append(.notInformed) }
        if held.contains(where: { $0.item == item }) { reasons.append(.promiseTwice) }
        if held.contains(where: { $0.state == .isFalse }) { reasons.append(.promiseBarred) }
        if !file.row.state.isBeforeDecision, !file.row.state.isInForce { reasons.append(.handoverClosed) }
        guard reasons.isEmpty else { return .refused(reasons) }
        let text = Self.text(item: item, statement: statement, signer: signer)
        let due = file.count.deadline(terms.promiseCheckDays, after: context.today).on
        let id = try context.store.insertCommitment(
            CommitmentContent(text: text, signer: signer), item: item,
            textHash: Digest.hex(Digest.sha256(Array(text.utf8))), of: caseID, due: due, by: staff.staffID,
            on: context.today)
        try context.audit(Self.name, "case", caseID.rawValue, region: file.row.region, reason: item)
        return .done(id)
    }

    /// The text that is read out and signed.
    package static func text(item: String, statement: String, signer: String) -> String {
        """
        本人\(signer)自愿以书面承诺代替“\(item)”：\(statement)。工作人员已告知：证明的内容、不实承诺的后果（停止救助、\
        追回资金、记入信用记录）。本人保证承诺真实，愿意接受核查。
        """
    }
}

/// Records how a promise was checked, by data or on site.
package struct CheckPromise: Command {
    package static let name = "window.checkPromise"
    /// The promise.
    package let promise: CommitmentID
    /// Whether it was true.
    package let isTrue: Bool
    /// How it was checked.
    package let finding: String

    /// Takes the inputs.
    package init(promise: CommitmentID, isTrue: Bool, finding: String) {
        self.promise = promise
        self.isTrue = isTrue
        self.finding = finding
    }

    /// A false one stops nothing by itself: a person decides in the case what follows.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let staff = context.staff(as: .townshipClerk, .townshipReviewer) else { return .refused([.notAllowed]) }
        guard let row = try context.store.commitment(promise, in: context.scope) else { return .refused([.notFound]) }
        var reasons = try context.recusal(fromCase: row.caseID)
        if row.state != .promised { reasons.append(.promiseChecked) }
        if finding.isBlank { reasons.append(.findingMissing) }
        guard reasons.isEmpty else { return .refused(reasons) }
        var content = row.content
        content.finding = finding
        try context.store.checkCommitment(
            row, isTrue ? .proved : .isFalse, content: content, by: staff.staffID, on: context.today,
            in: context.scope)
        try context.audit(Self.name, "case", row.caseID.rawValue, reason: finding)
        return .done(true)
    }
}

extension Reason {
    static func promiseItemUnknown(_ citation: String) -> Reason {
        Reason(
            "promiseItemUnknown", field: "item", "这项证明不能用承诺代替（\(citation)）。请提交证明或由部门数据核对。",
            "This paper may not be replaced by a promise. Bring it, or have it checked by data.")
    }
    static let promiseMissing = Reason("promiseMissing", field: "statement", "请写明承诺的内容。", "Say what is promised.")
    static let signerUnknown = Reason(
        "signerUnknown", field: "signer", "承诺人须是申请中的家庭成员。请从列表中选择。", "The signer must be a member of the application.")
    static let notInformed = Reason(
        "notInformed", field: "isInformed", "请先当面告知不实承诺的后果。", "Read out what follows from a false promise first.")
    static let promiseTwice = Reason(
        "promiseTwice", field: "item", "这项证明已经承诺过。请看已有的记录。", "This was promised before. See the record.")
    static let promiseBarred = Reason(
        "promiseBarred", "这份申请里有承诺核查不实，不再适用告知承诺。请提交证明。",
        "A promise in this application was found false. Papers are needed from now on.")
    static let promiseChecked = Reason(
        "promiseChecked", "承诺已经核查过。请刷新页面。", "The promise was checked already. Reload the page.")
    static let findingMissing = Reason(
        "findingMissing", field: "finding", "请写明怎样核查、结果是什么。", "Say how it was checked and what was found.")
}
