import Casework
import Primitives
import Storage

extension CaseFile {
    /// The order for a paper of this case: what the case itself says, and over it what the step says.
    func paperOrder(_ kind: DocumentKind, _ details: CaseStepDetails) -> PaperOrder {
        PaperOrder(
            kind, at: row.region, caseID: row.id, body: paperBody, family: row.applicantName, phone: row.form.phone,
            facts: PaperFacts(
                caseValues, lines: details.lines, paragraphs: details.paragraphs,
                tables: caseTables.merging(details.tables) { $1 }))
    }

    /// Whose name and seal a decision bears: an entrusted township uses the county's (`domain.md` §9.4).
    private var paperBody: CompetentBody {
        side.competence?.inCountyName == true ? .county : row.competentBody
    }

    private var caseValues: [String: String] {
        let form = row.form
        var values = [
            "受理号": row.number, "申请人": row.applicantName, "身份证号后四位": row.applicantLastFour,
            "救助项目": row.program.chinese, "申请日期": row.submittedDay.chineseText,
            "家庭人数": "\(row.headCount)人", "住址": form.address, "困难原因": form.hardshipReason,
        ]
        values["受理日期"] = row.acceptedDay?.chineseText
        // What is given once is neither reviewed nor tapered off.
        if row.program.payment != .once { values["持续救助期间"] = "保障期间" }
        if let clock = row.clock, let due = row.deadlineDay {
            values["办理期限"] = "\(clock.limitDays)个工作日，至\(due.chineseText)"
            values["依据"] = clock.citation
        }
        if !form.phone.isEmpty { values["联系电话"] = Masking.phone(form.phone) }
        values["家庭成员"] = form.members.map { "\($0.name)（\($0.statedRelation.chinese)）" }.joined(separator: "、")
        return values
    }

    /// The family and what it declared; an ID number is never printed whole.
    private var caseTables: [String: PaperFacts.Table] {
        let form = row.form
        let names = Dictionary(form.members.map { ($0.number, $0.name) }, uniquingKeysWith: { first, _ in first })
        let members = form.members.map { member -> [String] in
            let number = member.citizenID
            return [
                member.name, member.statedRelation.chinese, number?.sex.chinese ?? "",
                number?.birthDate.chineseText ?? "", number?.lastFour ?? "", member.employment?.chinese ?? "",
                member.health?.chinese ?? "",
            ]
        }
        func items<Kind>(_ list: [DeclaredItem<Kind>], _ word: (Kind) -> String) -> PaperFacts.Table {
            let rows = list.map { [names[$0.memberNumber] ?? "", word($0.kind), $0.amount.chinese, $0.note] }
            return PaperFacts.Table(
                ["成员", "项目", "金额", "说明"], rows.isEmpty ? [["全家", "申报为无", "—", ""]] : rows)
        }
        return [
            "家庭成员": PaperFacts.Table(["姓名", "与申请人关系", "性别", "出生日期", "身份证号后四位", "就业", "健康"], members),
            "家庭收入": items(form.incomes, \.chinese), "家庭财产": items(form.properties, \.chinese),
            "家庭刚性支出": items(form.expenses, \.chinese),
        ]
    }
}
