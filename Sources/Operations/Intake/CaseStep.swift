package import Casework
package import Primitives
import Storage

/// Where a case stands after a step.
package struct CaseStepDone: Codable, Hashable, Sendable {
    /// The case.
    package let caseID: CaseID
    /// Its acceptance number.
    package let number: String
    /// The state entered.
    package let state: CaseState
    /// The version now.
    package let version: Int64

    init(_ file: CaseFile) {
        caseID = file.row.id
        number = file.row.number
        state = file.row.state
        version = file.row.version
    }
}

/// A step that asks the machine and adds nothing of its own.
enum CaseStep {
    /// Reads the case within the scope, moves it on and says where it stands.
    static func perform(
        _ event: CaseEvent, on id: CaseID, seenVersion: Int64, details: CaseStepDetails = CaseStepDetails(),
        in context: CommandContext
    ) throws -> Outcome<CaseStepDone> {
        var file = try CaseFile(id, in: context)
        let refusals = try file.apply(event, in: context, seenVersion: seenVersion, details: details)
        return refusals.isEmpty ? .done(CaseStepDone(file)) : .refused(refusals)
    }

    /// The words that go onto the notice of an end: the reason, and that a person may apply again.
    static func endDetails(_ reason: String) -> CaseStepDetails {
        CaseStepDetails(
            reason: reason, lines: [DocumentLine("终结原因", reason)],
            paragraphs: ["本次办理终结后，家庭有困难可以再次申请。对本决定有异议的，可以依法申请行政复议或提起行政诉讼。"])
    }
}
