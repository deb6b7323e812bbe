import Casework
import Foundation
package import Policies
package import Primitives
package import Storage

/// What a simulation is asked: a region, a day, and what differs from what is in force on it.
package struct SimulationRequest: Codable, Hashable, Sendable {
    /// The region whose families are counted.
    package let region: RegionCode
    /// The day on which both sides take their parameters.
    package let day: CivilDate
    /// A version in work that is tried; nil for numbers only.
    package let version: PackVersionID?
    /// Numbers replaced on the second side.
    package let overrides: [ParameterOverride]
    /// Who asked.
    package let askedBy: String

    /// Takes the parts.
    package init(
        region: RegionCode, day: CivilDate, version: PackVersionID?, overrides: [ParameterOverride], askedBy: String
    ) {
        self.region = region
        self.day = day
        self.version = version
        self.overrides = overrides
        self.askedBy = askedBy
    }

    /// The two sides; the second is the version laid over what is in force, with the numbers replaced.
    func sides(_ timeline: PolicyTimeline, _ version: PackVersionRow?) throws -> (SimulationSide, SimulationSide) {
        let packs = try timeline.packs(on: day)
        let after = try version.map { try packs.laying([$0.text]) } ?? packs
        let title = version.map { "草案：\($0.note.isEmpty ? $0.program : $0.note)" } ?? "换上新数值以后"
        return (
            SimulationSide("现行政策", packs: packs, day: day),
            SimulationSide(title, packs: after, day: day, overrides: overrides)
        )
    }
}

extension Reason {
    static func simulationRefused(_ sentence: String) -> Reason { Reason("simulation.refused", sentence, sentence) }
    static let simulationEmpty = Reason(
        "simulation.empty", "请选择一个草案，或者至少填写一个新数值。",
        "Choose a version in work or give at least one other value.")
    static let simulationOutside = Reason(
        "simulation.outside", "只能测算本地区的标准。", "Only values of the own region can be tried.")
}
