/// Invented names of townships, villages and communities, each given out once.
struct PlaceNames {
    private static let townFirst = Array("永河清长新宁瑞仁德福柳杏桃梨枣石沙渔盐云")
    private static let townSecond = Array("安阳源兴和丰桥林泉山湾集堂")
    private static let directions = ["东", "西", "前", "后", "大", "小", "南", "北", "上", "下"]
    private static let families = Array("王李张刘陈杨赵黄周吴徐孙马胡朱郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余")
    private static let kinds = ["村", "庄", "家洼", "家坊", "家店", "家桥", "家台"]
    private static let communityFirst = Array("和福康祥景锦文华春明晨盛光翠兰")
    private static let communitySecond = Array("苑园泰庭城府汇居馨里悦")

    private var towns = 0
    private var villages = 0
    private var communities = 0

    /// A name of two characters for a township, without 镇 or 街道: 永安, 河阳, 清源 and so on.
    mutating func nextTown() -> String {
        let (first, second) = (Self.townFirst, Self.townSecond)
        defer { towns += 1 }
        // Twenty and thirteen have no common divisor: stepping both at once meets each pair once.
        return String([first[towns % first.count], second[towns % second.count]])
    }

    /// A village name such as 东王村.
    mutating func nextVillage() -> String {
        let total = Self.directions.count * Self.families.count * Self.kinds.count
        // 1013 is prime and divides none of the counts, so every combination comes once.
        let index = villages * 1013 % total
        villages += 1
        let family = Self.families[index / Self.directions.count % Self.families.count]
        return Self.directions[index % Self.directions.count] + String(family)
            + Self.kinds[index / Self.directions.count / Self.families.count]
    }

    /// A community name such as 和苑社区; numbered when the combinations have all been used.
    mutating func nextCommunity() -> String {
        let (first, second) = (Self.communityFirst, Self.communitySecond)
        let round = communities / (first.count * second.count)
        let name = String([first[communities % first.count], second[communities % second.count]])
        communities += 1
        return name + ["", "东", "西", "南", "北"][round] + "社区"
    }
}
