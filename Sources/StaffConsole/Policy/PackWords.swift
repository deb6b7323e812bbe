import Casework
import Operations
import Policies
import Primitives
import Storage
import WebSupport

/// The words of policy versions.
struct PackWords {
    let context: BackstopContext

    init(_ context: BackstopContext) { self.context = context }

    func tag(_ state: PackVersionState) -> StatusTag {
        let tone: StatusTag.Tone =
            switch state {
            case .draft: .neutral
            case .submitted: .warn
            case .approved: .info
            case .published: .ok
            case .withdrawn: .neutral
            }
        return StatusTag(context.t("packState.\(state.rawValue)"), tone)
    }

    /// Where what holds comes from: the installed file or a publication.
    func origin(_ publication: PolicyTimeline.Publication?) -> String {
        guard let publication else { return context.t("pack.installed") }
        return context.t(
            "pack.publication",
            ["number": String(publication.number), "day": Formats(context).date(publication.from)])
    }

    /// A line of a list of versions.
    func line(_ line: PackLine) -> Fields {
        let row = line.row
        return [
            "address": PolicyListPage.version(row.id), "title": line.title, "place": line.place,
            "day": Formats(context).date(row.inForceFrom), "note": row.note, "tag": tag(row.state),
            "drafter": line.drafter, "approver": line.approver ?? "—",
            "number": row.publication.map(String.init) ?? "—", "isForThePast": row.isForThePast,
        ]
    }

    /// The value of a parameter on a day with where it comes from.
    func parameter(_ parameter: Parameter, on day: CivilDate, places: PolicyPlaces, change: String?) -> Fields {
        let value = try? parameter.value(on: day)
        return [
            "label": parameter.label, "name": parameter.name,
            "value": value.map { parameter.text($0.value) } ?? context.t("pack.noValue"),
            "from": value.map { Formats(context).date($0.from) } ?? "—",
            "origin": parameter.values.isEmpty ? "—" : places.name(of: parameter.origin) ?? parameter.origin,
            "citation": value?.citation ?? "—", "isDemo": value?.demo ?? false, "change": change,
        ]
    }
}
