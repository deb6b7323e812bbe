import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// What others say and see of a case: appraisal, meeting.
extension CaseStep {
    static let supervision: [CaseStep] = [appraisal, meeting]

    private static let appraisal = CaseStep("appraisal", .appraisalRecorded) { reader, call in
        let context = call.context
        let people: ClosedRange<Int64> = 0...999
        func count(_ name: String) -> Int? {
            reader.integer(name, label: context.t("appraisal.\(name)"), in: people).map { Int($0) }
        }
        let day = reader.date("day", label: context.t("appraisal.day"))
        let place = reader.text("place", label: context.t("appraisal.place"), lengthMax: 100)
        let (body, present) = (count("body"), count("present"))
        let (agree, disagree, abstain) = (count("agree"), count("disagree"), count("abstain"))
        let related = count("related")
        let attendees = reader.text("attendees", label: context.t("appraisal.attendees"), lengthMax: 500)
        let minutes = reader.text("minutes", label: context.t("appraisal.minutes"), lengthMax: 2_000)
        guard let files = try await call.attach(["photo1", "photo2", "photo3"], purpose: .appraisalRecord, &reader),
            let day, let place, let body, let present, let agree, let disagree, let abstain, let related,
            let attendees, let minutes, reader.state.isValid
        else { return nil }
        return try await call.perform(
            RecordAppraisal(
                caseID: call.caseID, seenVersion: call.seenVersion,
                appraisal: Appraisal(
                    on: day, bodyCount: body, presentCount: present, relatedVoters: related, votesFor: agree,
                    votesAgainst: disagree, abstained: abstain,
                    organiser: reader.state.values.text("organiser").flatMap { StaffID(text: $0) }, scanCount: 0),
                place: place, attendees: attendees, minutes: minutes, scanIDs: files))
    }.with { step in
        step.takesFiles = true
        step.needsColleagues = true
        step.fields = appraisalFields
    }

    /// What up to two neighbours said, which the village never learns.
    static func neighbourFields(_ context: BackstopContext) -> [Field] {
        (1...2).flatMap { number -> [Field] in
            func label(_ key: String) -> String { context.t(key, ["number": String(number)]) }
            return [
                .text(
                    "neighbourName\(number)", label: label("visit.neighbourName"),
                    hint: number == 1 ? context.t("visit.neighbourHint") : nil, isOptional: true, lengthMax: 40,
                    width: .medium),
                .checkboxes(
                    "neighbourRelated\(number)", label: label("visit.neighbourKin"),
                    [Field.Choice("yes", context.t("visit.neighbourRelated"))]),
                .textarea(
                    "neighbourWords\(number)", label: label("visit.neighbourWords"), isOptional: true, lengthMax: 500),
            ]
        }
    }

    private static func appraisalFields(_ scene: CaseScene, _ context: BackstopContext) -> [Field] {
        func number(_ name: String, _ unit: String, hint: String? = nil) -> Field {
            .number(
                name, label: context.t("appraisal.\(name)"), hint: hint, unit: context.t("appraisal.\(unit)"))
        }
        return [
            .date("day", label: context.t("appraisal.day")),
            .text("place", label: context.t("appraisal.place"), lengthMax: 100, width: .medium),
            number("body", "people", hint: context.t("appraisal.bodyHint")), number("present", "people"),
            number("related", "people", hint: context.t("appraisal.relatedHint")),
            number("agree", "votes"), number("disagree", "votes"), number("abstain", "votes"),
            .select("organiser", label: context.t("appraisal.organiser"), colleagues(scene, context)),
            .textarea(
                "attendees", label: context.t("appraisal.attendees"), hint: context.t("appraisal.attendeesHint"),
                lengthMax: 500),
            .textarea("minutes", label: context.t("appraisal.minutes"), hint: context.t("appraisal.minutesHint")),
        ]
            + (1...3).map {
                .photo(
                    "photo\($0)", label: context.t("appraisal.scan", ["number": String($0)]), isOptional: $0 > 1)
            } + [.hidden("kept")]
    }
}

extension FormValues {
    /// The neighbours of whom anything was written.
    var neighbours: [NeighbourInterview] {
        (1...2).compactMap { number in
            let (name, words) = (text("neighbourName\(number)"), text("neighbourWords\(number)"))
            guard name != nil || words != nil else { return nil }
            return NeighbourInterview(
                neighbour: name ?? "", isRelated: text("neighbourRelated\(number)") != nil, words: words ?? "")
        }
    }

    /// Where the phone was, in millionths of a degree, when its owner let it say so.
    var position: VisitPosition? {
        guard let latitude = text("latitude").flatMap({ Int($0) }),
            let longitude = text("longitude").flatMap({ Int($0) })
        else { return nil }
        return VisitPosition(latitude: latitude, longitude: longitude)
    }
}
