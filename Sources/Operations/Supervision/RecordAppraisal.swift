package import Casework
package import Primitives
import Storage

/// Records a village appraisal 民主评议 (D13): quorum, votes, who led it, and the signed list and minutes.
///
/// An appraisal that was not held as the rule says is refused with every fault, and nothing is kept; one in which the
/// village did not agree is kept and read beside the other evidence. It binds nobody.
package struct RecordAppraisal: Command {
    package static let name = "supervision.recordAppraisal"
    /// The case.
    package var caseID: CaseID
    /// The version the clerk looked at.
    package var seenVersion: Int64
    /// The numbers; the organiser is a member of staff, the scans are counted from `scanIDs`.
    package var appraisal: Appraisal
    /// Where it was held.
    package var place: String
    /// Who sat, by name.
    package var attendees: String
    /// What was said.
    package var minutes: String
    /// The signed list and minutes, as uploads of the case.
    package var scanIDs: [UploadID]

    /// Takes the inputs.
    package init(
        caseID: CaseID, seenVersion: Int64, appraisal: Appraisal, place: String, attendees: String, minutes: String,
        scanIDs: [UploadID]
    ) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.appraisal = appraisal
        self.place = place
        self.attendees = attendees
        self.minutes = minutes
        self.scanIDs = scanIDs
    }

    /// Answers the appraisal's id.
    package func run(in context: CommandContext) throws -> Outcome<AppraisalID> {
        guard let staff = context.actor.staff else { return .refused([.notAllowed]) }
        var file = try CaseFile(caseID, in: context)
        let terms = try AppraisalTerms(
            context.policies(on: context.today), region: file.row.region, on: context.today)
        var held = appraisal
        held.scanCount = Set(scanIDs).count
        let event = CaseEvent.appraisalRecorded(AppraisalFact(isPassed: held.isPassed(terms), faults: []))
        let faults =
            held.refusals(on: context.today, filedOn: file.row.submittedDay, terms: terms).map { Reason($0) }
            + (try problems(file, in: context))
        guard faults.isEmpty else {
            return .refused(file.refusals(of: event, by: context.actor, on: context.today) + faults)
        }
        let passed = held.isPassed(terms)
        let refusals = try file.apply(
            event, in: context, seenVersion: seenVersion,
            details: CaseStepDetails(
                lines: Self.lines(
                    held, place: place,
                    organiser: try held.organiser.flatMap { try context.store.staffName($0) } ?? "",
                    isPassed: passed), paragraphs: [minutes]))
        guard refusals.isEmpty else { return .refused(refusals) }
        let id: AppraisalID = context.store.ids.next()
        try context.store.insertAppraisal(
            AppraisalRow(
                id: id, caseID: caseID, isPassed: passed,
                content: AppraisalRow.Content(
                    appraisal: held, place: place, attendees: attendees, minutes: minutes, scanIDs: scanIDs),
                recordedBy: staff.staffID),
            at: context.now)
        return .done(id)
    }

    private func problems(_ file: CaseFile, in context: CommandContext) throws -> [Reason] {
        var found = DecisionChecks.text(minutes, field: "minutes")
        found += DecisionChecks.text(place, field: "place", limit: 100)
        found += DecisionChecks.text(attendees, field: "attendees", limit: 500)
        let held = Set(try context.store.uploads(of: caseID, in: context.scope).map(\.id))
        if !held.isSuperset(of: scanIDs) { found.append(.photoUnknown) }
        if let organiser = appraisal.organiser {
            if file.surroundings.relatedStaff.contains(organiser) { found.append(.organiserRelated) }
            if try !context.store.holdsPost(organiser, reaching: file.row.region, on: context.today) {
                found.append(.organiserUnknown)
            }
        }
        return found
    }

    private static func lines(
        _ held: Appraisal, place: String, organiser: String, isPassed: Bool
    ) -> [DocumentLine] {
        [
            DocumentLine("评议日期", held.on.chineseText), DocumentLine("评议地点", place),
            DocumentLine("主持人", organiser), DocumentLine("应到人数", "\(held.bodyCount)人"),
            DocumentLine("实到人数", "\(held.presentCount)人"), DocumentLine("同意票", "\(held.votesFor)票"),
            DocumentLine("不同意票", "\(held.votesAgainst)票"), DocumentLine("弃权票", "\(held.abstained)票"),
            DocumentLine("评议结果", isPassed ? "同意" : "未达到规定的同意人数"),
        ]
    }
}
