package import Primitives
import Storage

/// Moves the business clock of a demonstration on by whole days, so that notices and deadlines can be seen passing.
///
/// Only the program itself may ask, and only of a store that `backstop demo` made: in a real one days pass by
/// themselves.
package struct AdvanceBusinessClock: Command {
    /// The verb's name.
    package static let name = "city.advanceClock"
    /// The most days that one call moves the clock.
    package static let mostDays = 366

    /// Days to move, at least one.
    package let days: Int

    /// Takes the days.
    package init(days: Int) { self.days = days }

    /// Moves the clock; answers the business day after.
    package func run(in context: CommandContext) throws -> Outcome<CivilDate> {
        guard case .system = context.actor else { return .refused([.notAllowed]) }
        guard try context.store.installationValue(.origin) == StoreOrigin.demo.rawValue else {
            return .refused([
                Reason(
                    "notADemo", "这不是演示库，业务日期不能拨动。日期会自己往前走。",
                    "This store was not made by the demo, so its business clock is not moved.")
            ])
        }
        guard (1...Self.mostDays).contains(days) else {
            return .refused([
                Reason(
                    "daysOutOfRange", field: "days", "天数应在 1 至 \(Self.mostDays) 之间。",
                    "The number of days must be between 1 and \(Self.mostDays).")
            ])
        }
        let held = try context.store.installationValue(.businessOffset).flatMap { Int64($0) } ?? 0
        let moved = held + Int64(days) * 86_400_000
        try context.store.setInstallationValue(.businessOffset, String(moved))
        try context.audit("city.advanceClock", "installation", 0, payload: "{\"days\":\(days)}")
        return .done(context.today.adding(days: days))
    }
}
