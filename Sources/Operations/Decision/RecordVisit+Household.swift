import Casework
import Foundation
import Primitives
import Storage

/// Where a phone was when a household was visited; stored sealed with the findings.
package struct VisitPosition: Codable, Hashable, Sendable {
    /// Millionths of a degree north.
    package let latitude: Int
    /// Millionths of a degree east.
    package let longitude: Int

    /// A position; nil when it lies outside the earth's degrees.
    package init?(latitude: Int, longitude: Int) {
        guard abs(latitude) <= 90_000_000, abs(longitude) <= 180_000_000 else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Metres to another position, over the distances at which a house can lie from a phone.
    package func metres(to other: VisitPosition) -> Int {
        let metresPerMillionth = 0.111_195
        let north = Double(latitude - other.latitude) * metresPerMillionth
        let narrowing = cos(Double(latitude) / 1_000_000 * .pi / 180)
        let east = Double(longitude - other.longitude) * metresPerMillionth * narrowing
        return Int((north * north + east * east).squareRoot().rounded())
    }
}

extension RecordVisit {
    /// The field of the form that a reason is about.
    static let fields: [String: String] = [
        "visit.photosMissing": "photo1", "visit.placeMissing": "placeNote", "visit.tooFar": "placeNote",
        "visit.neighboursTooFew": "neighbourName1", "visit.neighbourRelated": "neighbourName1",
        "visit.householdUnsigned": "householdSigner", "visit.visitorUnsigned": "visitorsSigned",
        "visit.dayImpossible": "day", "visit.findingsMissing": "livingConditions", "visit.visitorsTooFew": "second",
        "visit.visitorRelated": "second", "visit.visitorDecides": "second",
    ]

    /// The visit as the rule of visits reads it.
    ///
    /// The rule counts people; a second visitor without an account counts under an id that no account has.
    func visit(
        of staff: StaffActor, and second: StaffID?, on file: CaseFile, in context: CommandContext
    ) throws -> HouseholdVisit {
        let visitors = [staff.staffID, second ?? StaffID(0)]
        let kind: VisitKind =
            switch purpose {
            case .county: .county
            case .recheck: .recheck
            case .investigation: file.row.state == .reverifying ? .reverification : .investigation
            }
        return HouseholdVisit(
            kind: kind, on: visitedOn, visitors: visitors,
            countyVisitors: staff.role == .countyReviewer ? [staff.staffID] : [],
            signedVisitors: findings.visitorsSigned ? Set(visitors) : [],
            householdSigned: !householdSigner.allSatisfy(\.isWhitespace), photoCount: Set(findings.photoIDs).count,
            distance: try distance(in: context), placeNote: findings.placeNote,
            membersSeen: findings.members.count { $0.wasSeen == true }, findings: findings.livingConditions,
            neighbours: findings.neighbours)
    }

    /// Metres from the place of the first visit that had one, which is the house; nil without a place of the phone.
    private func distance(in context: CommandContext) throws -> Int? {
        guard let here = findings.position else { return nil }
        for earlier in try context.store.visits(of: caseID, in: context.scope) {
            // A damaged record says no place; visiting again is what mends it.
            if let house = earlier.readableFindings?.position { return house.metres(to: here) }
        }
        return 0
    }

    /// What neighbours said goes into a record of its own (E11), names masked: whole they stay sealed.
    func recordNeighbours(_ file: CaseFile, by visitors: String, in context: CommandContext) throws {
        guard !findings.neighbours.isEmpty else { return }
        try file.issue(
            .neighbourInterview,
            details: CaseStepDetails(
                lines: [
                    DocumentLine("访问日期", visitedOn.chineseText), DocumentLine("访问人", visitors),
                    DocumentLine("被访人", findings.neighbours.map { Masking.name($0.neighbour) }.joined(separator: "、")),
                    DocumentLine("与申请家庭关系", "邻居，无亲属关系"),
                ], paragraphs: findings.neighbours.map { "\(Masking.name($0.neighbour))：\($0.words)" }),
            actor: context.actor, in: context)
    }

    /// What is wrong with the texts about neighbours and place.
    func neighbourProblems() -> [Reason] {
        var found: [Reason] = []
        for (index, neighbour) in findings.neighbours.enumerated() {
            found += DecisionChecks.text(neighbour.neighbour, field: "neighbourName\(index + 1)", limit: 40)
            found += DecisionChecks.text(neighbour.words, field: "neighbourWords\(index + 1)", limit: 500)
        }
        if findings.placeNote.count > 200 { found.append(.textTooLong("placeNote", 200)) }
        return found
    }
}
