import Casework
import Payments
package import Primitives
import Storage

/// Tells the place of household register what a family from there was given here (E20, 新市民 1+4 and emergency relief).
///
/// It names what was given and asks nothing of the family: the other place helps on by its own rules.
package struct TellRegisterPlace: Command {
    package static let name = "letter.tellRegisterPlace"
    /// The case.
    package let caseID: CaseID
    /// The office at the place of register.
    package let office: String
    /// What that office is asked to do; may be empty.
    package let matter: String

    /// Takes the inputs.
    package init(caseID: CaseID, office: String, matter: String = "") {
        self.caseID = caseID
        self.office = office
        self.matter = matter
    }

    /// Answers the letter, which counts once the township has sealed it.
    package func run(in context: CommandContext) throws -> Outcome<DocumentID> {
        guard context.staff(as: .townshipClerk, .townshipReviewer, .countyReviewer) != nil else {
            return .refused([.notAllowed])
        }
        let file = try CaseFile(caseID, in: context)
        var reasons = context.recusal(from: file)
        if file.row.isRegisteredElsewhere != true { reasons.append(.registeredHere) }
        if office.isBlank { reasons.append(.officeMissing) }
        for (field, text) in [("office", office), ("matter", matter)] where text.count > DecisionChecks.textLimit {
            reasons.append(.textTooLong(field, DecisionChecks.textLimit))
        }
        let given = try given(file, in: context)
        if given.isEmpty { reasons.append(.nothingGiven) }
        guard reasons.isEmpty else { return .refused(reasons) }
        let lines =
            [DocumentLine("接收单位", office), DocumentLine("已给救助", given.joined(separator: "；"))]
            + (matter.isBlank ? [] : [DocumentLine("函告事项", matter)])
        let document = try context.issue(
            file.paperOrder(.registerPlaceNotice, CaseStepDetails(lines: lines)), by: context.actor)
        try context.audit(Self.name, "case", caseID.rawValue, region: file.row.region, reason: office)
        return .done(document)
    }

    /// What was handed out or granted under the case, in words.
    private func given(_ file: CaseFile, in context: CommandContext) throws -> [String] {
        var given: [String] = []
        if let aid = file.side.aidFirstRow, file.row.state != .revoked {
            given.append("先行救助\(aid.plan.amount.grouped)元（\(aid.paidOn.chineseText)，\(aid.number)）")
        }
        if let terms = try context.store.awardRow(ofCase: caseID, in: context.scope)?.award.terms {
            let isOnce = file.row.program.payment == .once
            given.append(
                "\(file.row.program.chinese)\(isOnce ? "一次" : "每月")\(terms.monthlyAmount.grouped)元"
                    + "（\(terms.firstMonth.chineseText)\(isOnce ? "" : "起")）")
        }
        return given
    }
}

extension Reason {
    static let registeredHere = Reason(
        "registeredHere", "户籍就在本市，或者申报没有写户籍所在地，不需要告知外地。请先核对户籍所在地。",
        "The family is registered in this city, or named no place of register. Check the place first.")
    static let nothingGiven = Reason(
        "nothingGiven", "本案还没有给过救助，没有可以告知的情况。", "Nothing was given under this case yet, so there is nothing to tell.")
}
