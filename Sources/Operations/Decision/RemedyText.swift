import Casework
import Policies
import Primitives
import Storage

/// How a family can object to a decision, in the words every decision carries (行政复议法、行政诉讼法).
enum RemedyText {
    /// The paragraphs for a case's region today; the terms come from the procedure policy.
    static func paragraphs(of row: CaseRow, in context: CommandContext) throws -> [String] {
        let county = row.region.ancestor(at: .county) ?? row.region
        let name = try context.store.regionName(county)
        let limits = try context.policies(on: context.today).procedureLimits(for: row.region, on: context.today)
        return [
            "对本决定有疑问，可先向受理的乡镇（街道）询问，电话：\(try context.hotline(at: row.region))。",
            "不服本决定的，可自收到之日起\(limits.reconsiderationDays)日内向\(name)人民政府申请行政复议，"
                + "也可自收到之日起\(limits.litigationMonths)个月内向人民法院提起行政诉讼。",
        ]
    }
}
